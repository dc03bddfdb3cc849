namespace Grocery.AppHost.Drills;

internal sealed class CollectorDead : Drill
{
    private static readonly TimeSpan ExportBound = TimeSpan.FromSeconds(30);
    private long _exportsAtHeal;
    private bool _isFedAgain;

    public CollectorDead() => Expectations =
    [
        Expect.NoRequestLost,
        Expect.NobodyWaits,
        Expect.Fact("afterwards telemetry arrives again", () => new Finding(_isFedAgain, _isFedAgain ? "it does" : $"nothing within {ExportBound.TotalSeconds} s")),
    ];

    public override string Name => "collector-dead";

    public override string Fault => "the collector of traces, metrics and logs refuses all connections";

    public override string Proves => "exports beside the requests, from bounded queues: without them requests wait for the collector, or memory grows";

    public override IReadOnlyList<Expectation> Expectations { get; }

    public override Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        shop.Collector.Die();
        return Task.CompletedTask;
    }

    public override Task HealAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        _exportsAtHeal = shop.Collector.Exports;
        shop.Collector.Revive();
        return Task.CompletedTask;
    }

    public override async Task ConcludeAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!(_isFedAgain = shop.Collector.Exports > _exportsAtHeal) && TimeProvider.System.GetElapsedTime(start) < ExportBound)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
    }
}
