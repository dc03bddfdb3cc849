using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Grocery.Platform.Drills.TestApp.Chain;

/// <summary>One service of a chain: it calls the next one, and the last one behaves as it is told while it runs.</summary>
internal sealed class Hop(IHttpClientFactory? clients, string? next)
{
    private const string DeadlineHeader = "X-Request-Timeout-Ms";

    private readonly ConcurrentQueue<HopCall> _calls = new();
    private volatile string _behaviour = "ok";
    private int _running;

    public void Map(WebApplication app)
    {
        app.MapGet("/call", (Delegate)CallAsync);
        app.MapGet("/other", () => Results.Text("other"));
        app.MapPut("/behaviour", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            _behaviour = await reader.ReadToEndAsync();
        });
        app.MapGet("/running", () => Volatile.Read(ref _running));
        app.MapGet("/calls", () => _calls.ToArray());
        app.MapDelete("/calls", () => _calls.Clear());
    }

    private async Task<IResult> CallAsync(HttpContext context)
    {
        var start = TimeProvider.System.GetTimestamp();
        var budget = double.TryParse(context.Request.Headers[DeadlineHeader], CultureInfo.InvariantCulture, out var milliseconds)
            ? milliseconds
            : (double?)null;
        Interlocked.Increment(ref _running);
        try
        {
            return next is null ? await BehaveAsync(context) : await CallNextAsync();
        }
        finally
        {
            var took = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            _calls.Enqueue(new HopCall($"{Activity.Current?.TraceId}", budget, took));
            Interlocked.Decrement(ref _running);
        }
    }

    // No token is passed, as in most services.
    private async Task<IResult> CallNextAsync()
    {
        using var client = clients!.CreateClient("next");
        using var response = await client.GetAsync(new Uri(new Uri(next!), "/call"));
        return Results.Text(await response.Content.ReadAsStringAsync(), statusCode: (int)response.StatusCode);
    }

    private async Task<IResult> BehaveAsync(HttpContext context)
    {
        switch (_behaviour.Split(':'))
        {
            case ["fail"]:
                return Results.Text("failed", statusCode: StatusCodes.Status500InternalServerError);
            case ["hang"]:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                break;
            case ["slow", var milliseconds]:
                var delay = TimeSpan.FromMilliseconds(double.Parse(milliseconds, CultureInfo.InvariantCulture));
                await Task.Delay(delay, TimeProvider.System, context.RequestAborted);
                break;
        }

        return Results.Text("done");
    }
}
