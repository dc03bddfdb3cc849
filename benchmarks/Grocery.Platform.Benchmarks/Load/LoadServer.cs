using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Formatting.Json;

namespace Grocery.Platform.Benchmarks.Load;

/// <summary>A service with one endpoint that answers a small record, and writes one log line a request unless it is bare.</summary>
internal static partial class LoadServer
{
    private const string Ratio = "0.1";

    public static async Task RunAsync(LoadStack stack, string port)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        Observe(builder, stack);
        var app = builder.Build();

        // The platform writes a line for each request by itself; the others log it here.
        var logger = stack is LoadStack.JsonConsole or LoadStack.Serilog ? app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop") : null;
        app.MapGet("/", () =>
        {
            if (logger is not null)
                Answered(logger, "GET", "/", 200, 0.125);
            return new Product(42, "apple", 1.25m);
        });
        app.MapGet("/usage", () => new LoadUsage(GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime.Ticks));
        await app.RunAsync();
    }

    private static void Observe(WebApplicationBuilder builder, LoadStack stack)
    {
        builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning";
        switch (stack)
        {
            case LoadStack.Bare:
                builder.Logging.ClearProviders();
                break;
            case LoadStack.Platform or LoadStack.PlatformEveryTrace:
                builder.Configuration["Platform:Observability:Sampling:Ratio"] = stack == LoadStack.Platform ? Ratio : "1";
                builder.AddPlatformObservability();
                break;
            case LoadStack.JsonConsole:
                builder.Logging.ClearProviders();
                builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
                AddOpenTelemetry(builder.Services);
                break;
            default:
                builder.Logging.ClearProviders();
                builder.Logging.AddSerilog(
                    new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Console(new JsonFormatter()).CreateLogger(), dispose: true);
                AddOpenTelemetry(builder.Services);
                break;
        }
    }

    // What OpenTelemetry.Extensions.Hosting with the instrumentation of ASP.NET Core does, on the framework's own spans and meters.
    private static void AddOpenTelemetry(IServiceCollection services)
    {
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var tracing = Sdk.CreateTracerProviderBuilder()
            .AddSource("Microsoft.AspNetCore", "System.Net.Http")
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(double.Parse(Ratio, System.Globalization.CultureInfo.InvariantCulture))))
            .AddOtlpExporter()
            .Build();
        var metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "System.Net.Http", "System.Runtime")
            .AddOtlpExporter()
            .Build();
        services.AddSingleton(tracing);
        services.AddSingleton(metrics);
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} answered {StatusCode} in {DurationMs} ms")]
    private static partial void Answered(Microsoft.Extensions.Logging.ILogger logger, string method, string path, int statusCode, double durationMs);

    private sealed record Product(int Id, string Name, decimal Price);
}
