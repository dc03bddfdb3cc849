using System.Net;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Tests.Shop;

/// <summary>One shop with a database for all tests that can share it: a start takes seconds.</summary>
public sealed class OpenShop : IAsyncLifetime
{
    private readonly WrittenLines _output = new();

    internal static Uri Products { get; } = new("/products?pageSize=1", UriKind.Relative);

    /// <summary>Gets a configuration key that the shop keeps.</summary>
    internal static string Kept => "kept:key";

    internal RunningShop Shop { get; private set; } = null!;

    /// <summary>Gets a client of the service <c>product</c>, through its balancer.</summary>
    internal HttpClient Client { get; private set; } = null!;

    internal string Output => _output.ToString();

    public async ValueTask InitializeAsync()
    {
        var settings = ShopSettings.OnFreePorts() with { Parameters = new Dictionary<string, string> { [Kept] = "of the start" } };
        Shop = await RunningShop.StartAsync(settings, _output, TestContext.Current.CancellationToken);
        Client = new HttpClient { BaseAddress = Shop.Service("product").Address };
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Shop is not null)
            await Shop.DisposeAsync();

        await _output.DisposeAsync();
    }

    internal Task AnswersAsync(HttpStatusCode status) => Eventually.HoldsAsync(
        async () =>
        {
            using var response = await Client.GetAsync(Products, TestContext.Current.CancellationToken);
            return response.StatusCode == status;
        },
        $"{Products} answers {status}");
}
