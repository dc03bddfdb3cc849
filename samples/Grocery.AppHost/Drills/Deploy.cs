namespace Grocery.AppHost.Drills;

internal sealed class Deploy : Drill
{
    public override string Name => "deploy";

    public override string Fault => "each service in turn is replaced by a new process; the old one gets SIGTERM under load";

    public override string Proves =>
        "readiness that goes first, a drain window with Connection: close, and a stop that lets requests end: without them those under way or on kept connections are cut off";

    public override IReadOnlyList<Expectation> Expectations { get; } = [Expect.NoRequestLost];

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        foreach (var service in shop.Shop.Services)
            await service.DeployAsync(cancellationToken);
    }
}
