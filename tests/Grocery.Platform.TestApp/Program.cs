using System.Diagnostics;

// The service that tests run as a process. LINES says how often the one line stands in it, CONSOLE that a console comes after it.
var builder = WebApplication.CreateBuilder(args);
for (var i = 0; i < builder.Configuration.GetValue("LINES", 1); i++)
    builder.AddGroceryPlatform();

if (builder.Configuration.GetValue("CONSOLE", false))
    builder.Logging.AddSimpleConsole();

var app = builder.Build();
app.MapGet("/hello", (ILogger<Program> logger) =>
{
    SayHello(logger);
    return "hello";
});
app.MapGet("/call", async (IHttpClientFactory clients, Uri url) =>
{
    using var client = clients.CreateClient();
    using var response = await client.GetAsync(url);
    return Results.StatusCode((int)response.StatusCode);
});

// A service that is careless with a configured value: it stands in a line, in a span and in an exception.
app.MapGet("/careless", (string key, IConfiguration configuration, ILogger<Program> logger) =>
{
    var value = configuration[key];
    SayValue(logger, key, value);
    Activity.Current?.SetTag("shop.value", value);
    throw new InvalidOperationException($"{key} is {value}");
});

// Blocks every thread that the pool may have, twice in a row.
app.MapPost("/starve", (int milliseconds) =>
{
    ThreadPool.GetMinThreads(out var threads, out var completionThreads);
    ThreadPool.SetMaxThreads(threads, completionThreads);
    for (var i = 0; i < threads * 2; i++)
    {
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                using var never = new ManualResetEventSlim();
                never.Wait(milliseconds);
            },
            null);
    }
});
app.Run();

internal sealed partial class Program
{
    [LoggerMessage(EventId = 1, EventName = "Hello", Level = LogLevel.Information, Message = "hello")]
    private static partial void SayHello(ILogger logger);

    [LoggerMessage(EventId = 2, EventName = "Careless", Level = LogLevel.Information, Message = "{Key} is {Value}")]
    private static partial void SayValue(ILogger logger, string key, string? value);
}
