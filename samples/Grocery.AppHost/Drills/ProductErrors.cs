using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills;

internal sealed class ProductErrors : Drill
{
    private const string Rule = "drill";

    public override string Name => "product-errors";

    public override string Fault => "product answers 500 to 10 % of the requests (fault injection)";

    public override string Proves => "retries: without them nearly 10 % of all requests fail, and more of the checkouts, which ask product several times";

    public override IReadOnlyList<Expectation> Expectations { get; } =
    [
        Expect.EveryRequestAnswered,
        Expect.FailedUnder(0.01),
        Expect.RecoversWithin(TimeSpan.FromSeconds(1)),
    ];

    public override Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken) =>
        shop.Shop.SetFaultAsync("product", new FaultRule(Rule) { Route = "/products*", Share = 0.1, Status = 500, Ttl = Outlasting(duration) }, cancellationToken);

    public override Task HealAsync(DrillShop shop, CancellationToken cancellationToken) =>
        shop.Shop.SetFaultAsync("product", new FaultRule(Rule), cancellationToken);
}
