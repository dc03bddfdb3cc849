using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Grocery.Samples.Summary.Tests;

/// <summary>A real server with the answers of the other services, which can go down or hang one by one.</summary>
public sealed class OtherServices : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["/categories"] = """[{"name":"dairy","products":33},{"name":"fruit","products":20}]""",
        ["/cart"] = """{"items":[{"productId":"mango","quantity":2},{"productId":"brie-200g","quantity":3}],"total":12.50,"currency":"EUR","complete":true}""",
        ["/orders"] =
            """
            {"items":[{"orderId":"0197e5f0-0000-7000-8000-000000000000","createdAt":"2026-11-22T03:00:00+00:00","items":[],"total":9.90,"currency":"EUR"}],"page":1,"pageSize":1,"total":7}
            """,
    };

    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly WebApplication _app;

    private OtherServices()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Address => _app.Urls.First();

    public HashSet<string> Down { get; } = [];

    public HashSet<string> Hanging { get; } = [];

    /// <summary>Gets the bodies that are answered in place of the right ones.</summary>
    public Dictionary<string, string> Nonsense { get; } = [];

    /// <summary>Gets or sets what the question for statistics waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static async Task<OtherServices> StartAsync()
    {
        var services = new OtherServices();
        await services._app.StartAsync(TestContext.Current.CancellationToken);
        return services;
    }

    public int CallsOf(string path) => _calls.GetValueOrDefault(path);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var calls = _calls.AddOrUpdate(path, 1, (_, count) => count + 1);
        if (Hanging.Contains(path))
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

        context.Response.StatusCode = StatusOf(context.Request, path);
        if (path == "/orders/statistics")
            await Gate;

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Nonsense.GetValueOrDefault(path) ?? Answers.GetValueOrDefault(path) ?? Statistics(calls));
    }

    private static string Statistics(int calls) =>
        $$"""{"orders":{{calls}},"units":5,"revenue":20.00,"averageBasket":10.00,"currency":"EUR","topProducts":[{"productId":"mango","name":"Mango","units":5}]}""";

    // The cart and the orders are read as the user, the statistics as a service, products as nobody.
    private int StatusOf(HttpRequest request, string path)
    {
        if (Down.Contains(path))
            return StatusCodes.Status500InternalServerError;

        var header = request.Headers.Authorization.ToString();
        var caller = header.Length == 0 ? null : new JsonWebToken(header["Bearer ".Length..]);
        var isRight = path switch
        {
            "/categories" => caller is null,
            "/orders/statistics" => caller is not null && caller.TryGetClaim("scope", out _),
            _ => caller?.Subject == "ann",
        };
        return isRight ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
    }
}
