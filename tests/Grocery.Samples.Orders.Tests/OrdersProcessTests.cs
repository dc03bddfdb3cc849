extern alias products;

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Grocery.Platform.TestSupport;
using Grocery.Samples.Shop.Identity;
using Grocery.Samples.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using ProductProgram = products::Program;

namespace Grocery.Samples.Orders.Tests;

/// <summary>The order service as a process of its own, whose metrics and whose end are no other's.</summary>
public sealed class OrdersProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ShopServer<ProductProgram> _product = new();
    private ProductRelay _relay = null!;
    private CartStandIn _cart = null!;
    private ServiceProcess _service = null!;
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        _relay = await ProductRelay.StartAsync(_product.Address);
        _cart = await CartStandIn.StartAsync();
        _service = ServiceProcess.Start(Repository.BuiltAssembly("Grocery.Samples.Orders"), new Dictionary<string, string?>
        {
            ["Services__product"] = _relay.Address.GetLeftPart(UriPartial.Authority),
            ["Services__cart"] = _cart.Address.GetLeftPart(UriPartial.Authority),
            ["Identity__SigningKeys__test"] = ForgedToken.TestKey,
            ["Checkout__Deadline"] = "00:00:30",
            ["Checkout__Lease"] = "00:01:00",
            ["Platform__Resilience__Clients__product__AttemptTimeout"] = "00:00:15",
            ["Platform__Resilience__Clients__product__Deadline"] = "00:00:30",
            ["feature_management__feature_flags__1__enabled"] = "false",
        });
        _client = await _service.ListeningAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
        await _cart.DisposeAsync();
        await _relay.DisposeAsync();
        await _product.DisposeAsync();
    }

    [Fact]
    public async Task What_the_business_watches_is_measured()
    {
        _cart.Put("ann", new CartLine("mango", 2, 1.25m));
        _cart.Put("bob", new CartLine("mango", 8, 1.25m));
        _cart.Put("cat", new CartLine("no-such-thing", 1));

        await PlaceAsync("ann", 2.5m, HttpStatusCode.Created);
        await PlaceAsync("bob", 10m, HttpStatusCode.Created);
        await PlaceAsync("cat", 1.5m, HttpStatusCode.Conflict);

        var metrics = await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token);
        Assert.Equal("2", ValueOf(metrics, "shop_orders_created_total{"));
        Assert.Equal("12.5", ValueOf(metrics, "shop_basket_value_EUR_sum{"));
        Assert.Equal("1", ValueOf(metrics, "shop_basket_value_EUR_bucket{", "le=\"5.0\""));
        Assert.Equal("2", ValueOf(metrics, "shop_basket_value_EUR_bucket{", "le=\"10.0\""));
        Assert.Equal("1", ValueOf(metrics, "shop_stockouts_total{", "shop_product_id=\"no-such-thing\""));
    }

    [Fact]
    public async Task A_checkout_that_is_under_way_at_the_stop_is_finished()
    {
        var stock = (await _product.GetAsync("/products/mango")).GetProperty("stock").GetInt32();
        _cart.Put("ann", new CartLine("mango", 2, 1.25m));
        var gate = new TaskCompletionSource();
        _relay.Rule = async _ =>
        {
            await gate.Task;
            return Passage.Free;
        };
        var placing = PlaceAsync("ann", 2.5m, HttpStatusCode.Created);
        await Eventually.HoldsAsync(() => _relay.Requests.Count > 0, "it is under way");

        await _service.SignalAsync("TERM");
        await Eventually.HoldsAsync(IsStoppingAsync, "the service is no longer ready");
        gate.SetResult();

        await placing;
        Assert.Equal(0, await _service.ExitAsync(Patience));
        Assert.Equal(stock - 2, (await _product.GetAsync("/products/mango")).GetProperty("stock").GetInt32());
    }

    private static string? ValueOf(string metrics, string series, string label = "") => metrics.Split('\n')
        .FirstOrDefault(line => line.StartsWith(series, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))?.Split(' ')[^1];

    private async Task<bool> IsStoppingAsync()
    {
        try
        {
            using var response = await _client.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
            return response.StatusCode == HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private async Task PlaceAsync(string user, decimal expectedTotal, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(new { expectedTotal }) };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", _product.Services.GetRequiredService<ShopTokens>().Issue(user, user));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await _client.SendAsync(request, Token);
        Assert.Equal(expected, response.StatusCode);
    }
}
