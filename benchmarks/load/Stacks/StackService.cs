using Grocery.Platform.Comparison.Processes;

namespace Grocery.Platform.Comparison.Stacks;

/// <summary>
/// A service with an endpoint that answers a small record and writes one log line a request unless it is bare. Each kind of stack stands in a method of its
/// own, so that no service loads what belongs to another.
/// </summary>
internal static partial class StackService
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(string stack, string port)
    {
        var kind = Stack.Find(stack).Kind;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning";
        switch (kind)
        {
            case StackKind.Bare:
                builder.Logging.ClearProviders();
                break;
            case StackKind.Usual:
                UsualStack.AddUsual(builder);
                break;
            case StackKind.Serilog:
                UsualStack.AddSerilog(builder);
                break;
            case StackKind.Observability:
                builder.AddPlatformObservability();
                break;
            default:
                builder.AddGroceryPlatform();
                break;
        }

        var app = builder.Build();
        if (kind == StackKind.Serilog)
            UsualStack.UseSerilog(app);
        if (kind is StackKind.Usual or StackKind.Serilog)
            app.MapHealthChecks("/health");
        Map(app, kind);
        await app.RunAsync();
        return ExitCodes.Done;
    }

    private static void Map(WebApplication app, StackKind kind)
    {
        // Serilog and the platform write the line of a request by themselves; the usual stack logs it here.
        var logger = kind == StackKind.Usual ? app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop") : null;
        app.MapGet("/", () =>
        {
            if (logger is not null)
                Answered(logger, "GET", "/", 200, 0.125);
            return new Product(42, "apple", 1.25m);
        });
        app.MapGet("/work", async (CancellationToken stop) => await Task.Delay(Work, TimeProvider.System, stop));
        app.MapGet("/usage", () => new ServiceUsage(GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime.Ticks));
        app.MapGet("/live-heap", LiveHeap);
    }

    private static long LiveHeap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} answered {StatusCode} in {DurationMs} ms")]
    private static partial void Answered(ILogger logger, string method, string path, int statusCode, double durationMs);

    private sealed record Product(int Id, string Name, decimal Price);
}
