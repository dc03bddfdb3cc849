namespace Grocery.AppHost.Drills;

internal sealed class ClockJumps : Drill
{
    private static readonly TimeSpan Jump = TimeSpan.FromHours(1);

    public override string Name => "clock-jumps";

    public override string Fault => "the clocks of all services jump an hour ahead, then to an hour behind, then back";

    public override string Proves =>
        "durations by the monotonic clock, leases by the clock of the database, and signatures to AWS that follow its clock: without them time-outs, caches and breakers end early or never, checkouts stay half-done, and AWS refuses every read";

    public override bool NeedsClock => true;

    // Not all clocks jump in the same instant: until they have, a token that one service gives another has expired.
    public override IReadOnlyList<Expectation> Expectations { get; } =
    [
        Expect.EveryRequestAnswered,
        Expect.OnlyPoliteFailures,
        Expect.FailedUnder(0.01),
        Expect.RecoversWithin(TimeSpan.FromSeconds(5)),
    ];

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        shop.Clock!.Set(Jump);
        await Task.Delay(duration / 2, TimeProvider.System, cancellationToken);
        shop.Clock.Set(-Jump);
        await Task.Delay(duration / 2, TimeProvider.System, cancellationToken);
    }

    public override Task HealAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        shop.Clock!.Set(TimeSpan.Zero);
        return Task.CompletedTask;
    }
}
