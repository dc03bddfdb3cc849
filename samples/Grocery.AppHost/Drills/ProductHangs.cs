using Grocery.Load.Shop;

namespace Grocery.AppHost.Drills;

internal sealed class ProductHangs : Drill
{
    public override string Name => "product-hangs";

    public override string Fault => "the process of product is halted (SIGSTOP): it takes connections and answers nothing; later it goes on";

    public override string Proves =>
        "deadlines, attempt time-outs and breakers: without them every request that needs product hangs as long as product does, and carts with them";

    public override IReadOnlyList<Expectation> Expectations { get; } =
    [
        Expect.EveryRequestAnswered,
        Expect.OnlyPoliteFailures,
        Expect.Unharmed(ShopJourneys.CartRead, 0.3),
        Expect.RecoversWithin(TimeSpan.FromSeconds(15)),
    ];

    public override Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        shop.Shop.Service("product").Current.Pause();
        return Task.CompletedTask;
    }

    public override Task HealAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        shop.Shop.Service("product").Current.Resume();
        return Task.CompletedTask;
    }
}
