extern alias products;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grocery.Samples.TestSupport;
using ProductProgram = products::Program;

namespace Grocery.Samples.Orders.Tests;

/// <summary>The order service on a real port, with the real product service behind a relay.</summary>
public abstract class OrdersShop : IAsyncLifetime
{
    private readonly ShopServer<ProductProgram> _product = new();
    private readonly Dictionary<string, Uri> _taken = [];

    public ShopServer<Program> Order { get; } = new();

    public ProductRelay Relay { get; private set; } = null!;

    public CartStandIn Cart { get; private set; } = null!;

    /// <summary>Gets the clock of the order service.</summary>
    public MovedClock Clock => Order.Clock;

    protected OrdersShop() => Order
        .With("feature_management:feature_flags:1:enabled", "false")
        .With("Checkout:Deadline", "00:00:03")
        .With("Checkout:Lease", "00:00:04")
        .With("Checkout:RepairPeriod", "00:00:00.2")
        .With("Platform:Resilience:Clients:product:BreakerEnabled", "false");

    public virtual async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        Relay = await ProductRelay.StartAsync(_product.Address);
        Cart = await CartStandIn.StartAsync();
        Order.With("Services:product", Relay.Address.GetLeftPart(UriPartial.Authority))
            .With("Services:cart", Cart.Address.GetLeftPart(UriPartial.Authority));
        await Order.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Order.DisposeAsync();
        await Cart.DisposeAsync();
        await Relay.DisposeAsync();
        await _product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public async Task<int> StockOfAsync(string productId) => (await _product.GetAsync($"/products/{productId}")).GetProperty("stock").GetInt32();

    /// <summary>Takes stock until only so much is left.</summary>
    public async Task LeaveAsync(string productId, int left)
    {
        using var response = await _product.ServiceClient().PostAsJsonAsync(
            new Uri($"/products/{productId}/reservations", UriKind.Relative),
            new { quantity = await StockOfAsync(productId) - left },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        _taken[productId] = response.Headers.Location!;
    }

    /// <summary>Puts back what <see cref="LeaveAsync"/> took.</summary>
    public async Task PutBackAsync(string productId)
    {
        using var response = await _product.ServiceClient().DeleteAsync(_taken[productId], TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    public Task<HttpResponseMessage> PlaceAsync(string user, object body, string? key = null, CancellationToken? cancellationToken = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);

        return Order.ClientOf(user).SendAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Places an order of what is in the user's cart.</summary>
    public async Task<JsonElement> PlaceAsync(string user, decimal expectedTotal)
    {
        using var response = await PlaceAsync(user, new { expectedTotal }, Guid.NewGuid().ToString());
        return await response.JsonAsync(HttpStatusCode.Created);
    }

    public Task<JsonElement> GetAsync(string user, string path) =>
        Order.ClientOf(user).GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}

public sealed class MemoryShop : OrdersShop;

public sealed class PostgresShop(PostgresServer server) : OrdersShop
{
    public override async ValueTask InitializeAsync()
    {
        Order.With("ConnectionStrings:Orders", await server.CreateDatabaseAsync());
        await base.InitializeAsync();
    }
}
