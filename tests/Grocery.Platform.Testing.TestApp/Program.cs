using Grocery.Platform.Testing.TestApp;
using Polly.CircuitBreaker;
using Polly.Timeout;

// A service that conforms, and with the switch --broken NAME (or BROKEN in the environment) one that breaks the check of this name, and no other.
var broken = new Broken(args);
var builder = WebApplication.CreateBuilder(broken.Arguments);
broken.Prepare(builder);
builder.AddGroceryPlatform();
builder.Services.AddWarmup("cache", async (services, token) =>
{
    await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, token);
    broken.IsWarm = true;
});
broken.Undo(builder);

var app = builder.Build();
app.MapGet("/hello", () => "hello");

// A path of its own, which the management port has too.
app.MapGet("/info", () => new { Version = 2, Founded = 1848 });
app.MapGet("/call", async (IHttpClientFactory clients, Uri? address, IConfiguration configuration, CancellationToken token) =>
{
    if (broken.HasGivenUp)
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    using var client = clients.CreateClient();
    try
    {
        using var response = await broken.RepeatAsync("calls-retries-bounded", () => client.GetAsync(address ?? Dependency(configuration), token));
        return Results.StatusCode((int)response.StatusCode);
    }
    catch (TimeoutRejectedException) when (broken.Is("calls-time-out"))
    {
        await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, token);
        throw;
    }
    catch (BrokenCircuitException)
    {
        broken.HasGivenUp = broken.Is("breaker-recovers");
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
});
app.MapPost("/send", async (IHttpClientFactory clients, IConfiguration configuration, CancellationToken token) =>
{
    using var client = clients.CreateClient();
    using var response = await broken.RepeatAsync("calls-unsafe-not-repeated", () => client.PostAsJsonAsync(Dependency(configuration), 1, token));
    return Results.StatusCode((int)response.StatusCode);
});

return broken.Run(app);

static Uri Dependency(IConfiguration configuration) => new(configuration["Services:Dependency"]!);
