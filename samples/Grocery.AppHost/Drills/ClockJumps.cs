using System.Globalization;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Drills;

internal sealed class ClockJumps : Drill
{
    private const double FewFailed = 0.01;
    private static readonly TimeSpan Jump = TimeSpan.FromHours(1);
    private static readonly TimeSpan JumpBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly List<(long From, long To)> _jumps = [];

    // Not all clocks jump in the same instant: until they have, a token that one service gives another has expired. How many requests come in
    // between is a matter of how busy the machine is.
    public ClockJumps() => Expectations =
    [
        Expect.EveryRequestAnswered,
        Expect.OnlyPoliteFailures,
        new(
            string.Create(CultureInfo.InvariantCulture, $"under {FewFailed:P1} of the requests fail while all clocks say the same"),
            record => DescribeAgreeing([.. record.Samples.Where(sample => !IsOfJump(record, sample))], record.Samples)),
        Expect.RecoversWithin(TimeSpan.FromSeconds(5)),
    ];

    public override string Name => "clock-jumps";

    public override string Fault => "the clocks of all services jump an hour ahead, then to an hour behind, then back";

    public override string Proves =>
        "durations by the monotonic clock, leases by the clock of the database, and signatures to AWS that follow its clock: without them time-outs, caches and breakers end early or never, checkouts stay half-done, and AWS refuses every read";

    public override bool NeedsClock => true;

    public override IReadOnlyList<Expectation> Expectations { get; }

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        await JumpAsync(shop, Jump, cancellationToken);
        await Task.Delay(duration / 2, TimeProvider.System, cancellationToken);
        await JumpAsync(shop, -Jump, cancellationToken);
        await Task.Delay(duration / 2, TimeProvider.System, cancellationToken);
    }

    public override Task HealAsync(DrillShop shop, CancellationToken cancellationToken) => JumpAsync(shop, TimeSpan.Zero, cancellationToken);

    private static Finding DescribeAgreeing(IReadOnlyList<LoadSample> agreeing, IReadOnlyList<LoadSample> all)
    {
        LoadSample[] failures = [.. agreeing.Where(sample => sample.IsFailed)];
        var failed = failures.Length;
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{failed:N0} of {agreeing.Count:N0}; while they did not: {all.Count(sample => sample.IsFailed) - failed:N0} of {all.Count - agreeing.Count:N0}");
        return new Finding(agreeing.Count > 0 && failed < FewFailed * agreeing.Count, text) { IsAboutSpeed = Array.TrueForAll(failures, Expect.IsPolite) };
    }

    private bool IsOfJump(DrillRecord record, LoadSample sample) => _jumps.Any(
        jump => sample.Start < TimeProvider.System.GetElapsedTime(record.Began, jump.To) && sample.Start + sample.Latency > TimeProvider.System.GetElapsedTime(record.Began, jump.From));

    private static bool HasJumped(DateTimeOffset? clock, TimeSpan offset) =>
        clock is { } shown && (shown - TimeProvider.System.GetUtcNow() - offset).Duration() <= Jump / 2;

    /// <summary>Sets the clock, and waits until every service goes by it.</summary>
    private async Task JumpAsync(DrillShop shop, TimeSpan offset, CancellationToken cancellationToken)
    {
        var from = TimeProvider.System.GetTimestamp();
        shop.Clock!.Set(offset);
        foreach (var service in shop.Shop.Services)
        {
            while (!HasJumped(await shop.ReadClockAsync(service.Name, cancellationToken), offset))
            {
                if (TimeProvider.System.GetElapsedTime(from) > JumpBound)
                    throw new ShopException($"The clock of {service.Name} has not jumped within {JumpBound}.");

                await Task.Delay(Look, TimeProvider.System, cancellationToken);
            }
        }

        _jumps.Add((from, TimeProvider.System.GetTimestamp()));
    }
}
