using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Load.Tests.Shop;

/// <summary>As much of the storefront as a load asks for, on a real server. It takes nothing that the real one would refuse.</summary>
internal sealed class FakeShop : IAsyncDisposable
{
    public const int Products = 25;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, int>> _carts = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private LoadServer? _server;
    private readonly ConcurrentDictionary<string, int> _keys = new();
    private int _orders;

    /// <summary>Gets what was asked for: method and path, without what follows the path's third part.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public int Customers => _carts.Count;

    public int Orders => _orders;

    /// <summary>Gets or sets what an order is answered with; 0 for the usual.</summary>
    public int OrderStatus { get; set; }

    public bool RefusesAccounts { get; set; }

    /// <summary>Gets or sets what an order waits for.</summary>
    public Task OrderGate { get; set; } = Task.CompletedTask;

    public Uri Address => _server!.Address;

    public static async Task<FakeShop> StartAsync()
    {
        var shop = new FakeShop();
        shop._server = await LoadServer.StartAsync(shop.Map);
        return shop;
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.Use((context, next) =>
        {
            _requests.Enqueue($"{context.Request.Method} {string.Join('/', context.Request.Path.Value!.Split('/').Take(4))}");
            return next(context);
        });
        app.MapGet("/api/products", (int page = 1, int pageSize = 20) => new { items = Enumerable.Range(0, Products).Skip((page - 1) * pageSize).Take(pageSize).Select(Product) });
        app.MapGet("/api/products/{id}", (string id) => Product(int.Parse(id[1..], CultureInfo.InvariantCulture)));
        app.MapPost("/api/account", SignUp);
        app.MapGet("/api/cart", (HttpRequest request) => CartOf(request) is null ? Results.Unauthorized() : Results.Ok());
        app.MapDelete("/api/cart", (HttpRequest request) => Change(request, cart => cart.Clear()));
        app.MapPut("/api/cart/items/{id}", async (string id, HttpRequest request) =>
            await request.ReadFromJsonAsync<JsonNode>() is { } body ? Change(request, cart => cart[id] = body["quantity"]!.GetValue<int>()) : Results.BadRequest());
        app.MapGet("/api/checkout", (HttpRequest request) => CartOf(request) is null ? Results.Unauthorized() : Results.Ok(new { deliverySlots = new[] { new { id = "early" }, new { id = "late" } } }));
        app.MapPost("/api/orders", OrderAsync);
    }

    private IResult SignUp(HttpContext context)
    {
        if (RefusesAccounts)
        {
            context.Response.Headers.RetryAfter = "30";
            return Results.StatusCode(429);
        }

        var session = Guid.NewGuid().ToString("N");
        _carts[session] = new ConcurrentDictionary<string, int>();
        context.Response.Cookies.Append("shop-session", session, new CookieOptions { Path = "/api", HttpOnly = true, SameSite = SameSiteMode.Strict });
        return Results.Created("/api/session", null);
    }

    private async Task<IResult> OrderAsync(HttpRequest request)
    {
        await OrderGate;
        var body = await request.ReadFromJsonAsync<JsonNode>();
        if (CartOf(request) is not { } cart)
            return Results.Unauthorized();
        if (OrderStatus != 0)
            return Results.StatusCode(OrderStatus);
        if (request.Headers["Idempotency-Key"].SingleOrDefault() is not { } key || body!["deliverySlot"]?.GetValue<string>() != "late")
            return Results.BadRequest();
        if (cart.Sum(item => item.Value * PriceOf(item.Key)) != body["expectedTotal"]!.GetValue<decimal>())
            return Results.Conflict();
        if (!_keys.TryAdd(key, 0))
            return Results.Conflict();

        cart.Clear();
        Interlocked.Increment(ref _orders);
        return Results.Created();
    }

    private IResult Change(HttpRequest request, Action<ConcurrentDictionary<string, int>> change)
    {
        if (CartOf(request) is not { } cart)
            return Results.Unauthorized();

        change(cart);
        return Results.Ok();
    }

    private ConcurrentDictionary<string, int>? CartOf(HttpRequest request) => request.Cookies["shop-session"] is { } session ? _carts.GetValueOrDefault(session) : null;

    private static decimal PriceOf(string id) => 1 + (0.01m * int.Parse(id[1..], CultureInfo.InvariantCulture));

    // Every fifth is out of stock, and nobody may buy it.
    private static object Product(int number) =>
        new { id = $"p{number}", category = number % 2 == 0 ? "fruit" : "dairy", price = PriceOf($"p{number}"), stock = number % 5 == 0 ? 0 : 100 + number };
}
