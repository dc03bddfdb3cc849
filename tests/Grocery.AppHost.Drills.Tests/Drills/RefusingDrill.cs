using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills.Tests.Drills;

/// <summary>A storefront that refuses all carts before the fault.</summary>
internal sealed class RefusingDrill : Drill
{
    private const string Service = "storefront";
    private const string Rule = "refusing";

    public override string Name => Rule;

    public override string Fault => "no cart can be filled";

    public override string Proves => "nothing";

    public override IReadOnlyList<Expectation> Expectations => [];

    public bool IsConcluded { get; private set; }

    public static Task RefuseAsync(DrillShop shop, int status, CancellationToken cancellationToken) => shop.Shop.SetFaultAsync(
        Service, new FaultRule(Rule) { Route = "/api/cart*", Status = status, Ttl = TimeSpan.FromMinutes(5) }, cancellationToken);

    public static Task AcceptAsync(DrillShop shop, CancellationToken cancellationToken) =>
        shop.Shop.SetFaultAsync(Service, new FaultRule(Rule), cancellationToken);

    public override Task PrepareAsync(DrillShop shop, CancellationToken cancellationToken) => RefuseAsync(shop, 500, cancellationToken);

    public override Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task ConcludeAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        await AcceptAsync(shop, cancellationToken);
        IsConcluded = true;
    }
}
