using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills;

internal sealed class PasswordRotates : Drill
{
    public override string Name => "password-rotates";

    public override string Fault => "the database password of every service is rotated, one after the other, as AWS rotates a secret";

    public override string Proves => "the data source that follows its secret: without it each login after the rotation fails until a restart";

    public override IReadOnlyList<Expectation> Expectations { get; } = [Expect.NoRequestLost];

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        foreach (var service in ShopService.All.Where(service => service.Database is not null))
            await shop.Shop.Database.RotatePasswordAsync(service.Name, cancellationToken);
    }
}
