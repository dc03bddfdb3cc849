namespace Grocery.AppHost.Drills;

internal sealed class PostgresRestarts : Drill
{
    public override string Name => "postgres-restarts";

    public override string Fault => "PostgreSQL is restarted: all sessions of all services end";

    public override string Proves =>
        "data sources that come back by themselves, checkouts that are undone or finished, and the mapping of outages: without them callers see 500, or a unit is lost";

    public override IReadOnlyList<Expectation> Expectations { get; } =
    [
        Expect.EveryRequestAnswered,
        Expect.OnlyPoliteFailures,
        Expect.RecoversWithin(TimeSpan.FromSeconds(5)),
    ];

    public override Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken) =>
        shop.Shop.Database.RestartAsync(cancellationToken);
}
