using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Grocery.Samples.Orders.Tests;

/// <summary>A real server with the two endpoints of the cart service that a checkout uses, and carts that a test can set.</summary>
public sealed class CartStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, CartLine[]> _carts = new();
    private readonly ConcurrentDictionary<Guid, int> _ordered = new();

    private CartStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/cart", (HttpRequest request) => Nonsense is null ? Results.Ok(Describe(SubjectOf(request))) : Results.Text(Nonsense));
        _app.MapPost("/carts/{userId}/ordered", Take);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Gets or sets a value indicating whether being told of an order fails.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Gets or sets a value indicating whether all prices are known.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>Gets or sets what is answered in place of a cart.</summary>
    public string? Nonsense { get; set; }

    /// <summary>Gets how often it was told of each order.</summary>
    public IReadOnlyDictionary<Guid, int> Ordered => _ordered;

    public static async Task<CartStandIn> StartAsync()
    {
        var cart = new CartStandIn();
        await cart._app.StartAsync(TestContext.Current.CancellationToken);
        return cart;
    }

    public void Put(string user, params CartLine[] lines) => _carts[user] = lines;

    public int CountOf(string user) => _carts.TryGetValue(user, out var lines) ? lines.Length : 0;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string SubjectOf(HttpRequest request)
    {
        var token = new JsonWebToken(request.Headers.Authorization.ToString()["Bearer ".Length..]);
        Assert.False(token.TryGetClaim("scope", out _), "The cart is read with the user's own token.");
        return token.Subject;
    }

    private object Describe(string user)
    {
        var lines = _carts.GetValueOrDefault(user, []);
        return new
        {
            Items = lines.Select(line => new
            {
                line.ProductId,
                Name = IsComplete ? line.Name : null,
                Unit = IsComplete ? "each" : null,
                line.Quantity,
                Price = IsComplete ? line.Price : (decimal?)null,
                Stock = 1,
            }),
            Total = lines.Sum(line => line.Quantity * line.Price),
            Currency = "EUR",
            Complete = IsComplete,
        };
    }

    private IResult Take(string userId, JsonElement body, HttpRequest request)
    {
        if (IsDeaf)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

        if (!new JsonWebToken(request.Headers.Authorization.ToString()["Bearer ".Length..]).TryGetClaim("scope", out _))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        if (_ordered.AddOrUpdate(body.GetProperty("orderId").GetGuid(), 1, (_, count) => count + 1) == 1)
            _carts.TryRemove(userId, out _);

        return Results.NoContent();
    }
}

public sealed record CartLine(string ProductId, int Quantity, decimal Price = 1.50m)
{
    public string Name => $"Name of {ProductId}";
}
