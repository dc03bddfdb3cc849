using Grocery.AppHost.Shop;
using Grocery.Load.Shop;

namespace Grocery.AppHost.Drills;

internal sealed class ProductDies : Drill
{
    public override string Name => "product-dies";

    public override string Fault => "the only process of product is killed (SIGKILL) under load; the supervisor starts another one";

    public override string Proves =>
        "answers in part and the mapping of outages: without them carts fail with product, and callers see 500";

    public override IReadOnlyList<Expectation> Expectations { get; } =
    [
        Expect.FewCutOff,
        Expect.OnlyPoliteFailures,
        Expect.Unharmed(ShopJourneys.CartRead, 0.3),
        Expect.RecoversWithin(TimeSpan.FromSeconds(15)),
    ];

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        var product = shop.Shop.Service("product");
        var restarts = product.Restarts;
        await product.KillAsync();
        while (product.Restarts == restarts || product.Phase != ServicePhase.Running)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
    }
}
