using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Grocery.Platform.Comparison.Stacks;

/// <summary>What a team puts together: the instrumentation of OpenTelemetry as it comes, a JSON console, and the framework's health checks.</summary>
internal static class UsualStack
{
    public static void AddUsual(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
        AddOpenTelemetry(builder.Services);
    }

    public static void AddSerilog(WebApplicationBuilder builder)
    {
        builder.Services.AddSerilog(logger => logger
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(new CompactJsonFormatter()));
        AddOpenTelemetry(builder.Services);
    }

    public static void UseSerilog(WebApplication app) => app.UseSerilogRequestLogging();

    // The sampler comes from the environment, for every stack alike.
    private static void AddOpenTelemetry(IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddOtlpExporter());
    }
}
