using System.Diagnostics;
using Grocery.Platform.Testing.Fakes.TestApp;
using Microsoft.FeatureManagement;
using Polly.Timeout;

// A small service, as a team would write it: it reads a limit and a flag, asks for prices, and takes orders.
var builder = WebApplication.CreateBuilder(args);
builder.AddGroceryPlatform();
builder.Services.AddHttpClient("prices", client => client.BaseAddress = new Uri(builder.Configuration["Services:Prices"] ?? "http://127.0.0.1:9"));
builder.Services.AddSingleton<OrderMetrics>();

var app = builder.Build();
app.MapGet("/limit", (IConfiguration configuration) => configuration["Limits:Orders"] ?? "none");
app.MapGet("/checkout", async (IVariantFeatureManager flags, CancellationToken token) => await flags.IsEnabledAsync("NewCheckout", token) ? "new" : "old");
app.MapGet("/price/{product}", async (string product, IHttpClientFactory clients, CancellationToken token) =>
{
    using var client = clients.CreateClient("prices");
    try
    {
        return Results.Text(await client.GetStringAsync(new Uri($"prices/{product}?currency=EUR", UriKind.Relative), token));
    }
    catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException)
    {
        return Results.StatusCode(StatusCodes.Status502BadGateway);
    }
});
app.MapPost("/orders/{order:int}", (int order, string market, OrderMetrics metrics, ILogger<ShopService> logger) =>
{
    using var scope = logger.BeginScope(new Dictionary<string, object> { ["market"] = market });
    using var span = ShopService.Source.StartActivity("place order");
    span?.SetTag("shop.market", market);
    if (order == 13)
    {
        span?.SetStatus(ActivityStatusCode.Error);
        logger.OrderRefused(order, new InvalidOperationException("No order has this number."));
        return Results.Conflict();
    }

    metrics.Place(market);
    logger.OrderPlaced(order);
    return Results.Accepted();
});
app.Run();
