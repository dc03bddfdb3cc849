using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills.Tests.Drills;

/// <summary>One shop for all drills that can share it: a start takes seconds.</summary>
public sealed class OpenDrillShop : IAsyncLifetime
{
    private readonly StringWriter _output = new();

    internal DrillShop Shop { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Shop = await DrillShop.StartAsync(ShopSettings.OnFreePorts(), _output, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await _output.DisposeAsync();
    }
}
