using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Storefront.Tests.Gateway;

/// <summary>A storefront whose four services are one scripted server.</summary>
internal sealed class ScriptedShop : IAsyncDisposable
{
    private static readonly string[] Names = ["product", "cart", "order", "summary"];

    private ScriptedShop(ScriptedServer service) => Service = service;

    public ScriptedServer Service { get; }

    public StorefrontApp App { get; } = new();

    public static async Task<ScriptedShop> StartAsync(params Func<HttpContext, Task>[] script)
    {
        var shop = new ScriptedShop(await ScriptedServer.StartAsync(script));
        foreach (var name in Names)
            shop.App.With($"Services:{name}", shop.Service.Address.ToString());

        await shop.App.InitializeAsync();
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Service.DisposeAsync();
    }
}
