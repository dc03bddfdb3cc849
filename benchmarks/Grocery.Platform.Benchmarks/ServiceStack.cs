using System.Globalization;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Benchmarks;

/// <summary>A service with one endpoint, on a server without sockets, and what makes it ready for production.</summary>
internal static partial class ServiceStack
{
    /// <summary>Builds a service with nothing.</summary>
    public static WebApplication BuildBare(InProcessServer server) => Build(server, builder => builder.Logging.ClearProviders(), static () => { });

    /// <summary>Builds a service as it is usually made ready: the instrumentation of OpenTelemetry as it comes, the JSON console and the health checks of the framework.</summary>
    /// <remarks>What would go to the console is thrown away.</remarks>
    public static WebApplication BuildUsual(InProcessServer server, double ratio)
    {
        var console = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            ILogger? logger = null;
            var app = Build(
                server,
                builder =>
                {
                    builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning";
                    builder.Logging.ClearProviders().AddJsonConsole(options => options.IncludeScopes = true);
                    builder.Services.AddHealthChecks();
                    AddOpenTelemetry(builder.Services, ratio);
                },
                () => Answered(logger!, "GET", "/products/{id}", 200, 0.125));
            app.MapHealthChecks("/health");
            logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop");
            app.Services.GetRequiredService<TracerProvider>();
            app.Services.GetRequiredService<MeterProvider>();
            return app;
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    /// <summary>Builds a service with the one line, exporting, and with the protection of what comes in, which is off by default.</summary>
    public static WebApplication BuildPlatform(InProcessServer server, double ratio) => Build(
        server,
        builder =>
        {
            Collector.Use(builder.Configuration, builder.Services);
            AddOutput(builder, ratio);
            builder.Configuration["Platform:Resilience:Inbound:Enabled"] = "true";
            builder.Configuration["Platform:Health:Drain:Window"] = "00:00:00";
            builder.AddGroceryPlatform();
        },
        static () => { });

    /// <summary>Builds a service with the platform's observability alone, which exports nothing.</summary>
    public static WebApplication BuildObservability(InProcessServer server, double ratio) => Build(
        server,
        builder =>
        {
            AddOutput(builder, ratio);
            builder.AddPlatformObservability();
        },
        static () => { });

    private static WebApplication Build(InProcessServer server, Action<WebApplicationBuilder> add, Action answering)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Services.AddSingleton<IServer>(server);
        add(builder);
        var app = builder.Build();
        app.MapGet("/products/{id}", (string id) =>
        {
            answering();
            return id;
        });
        return app;
    }

    private static void AddOutput(WebApplicationBuilder builder, double ratio)
    {
        builder.Configuration["Platform:Observability:Sampling:Ratio"] = ratio.ToString(CultureInfo.InvariantCulture);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LogOutput>(services, Stream.Null));
    }

    private static void AddOpenTelemetry(IServiceCollection services, double ratio) => services.AddOpenTelemetry()
        .WithTracing(tracing => tracing
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)))
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddOtlpExporter(Collector.Use))
        .WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddOtlpExporter(Collector.Use));

    // The platform writes a line for each request by itself; the others log it themselves.
    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} answered {StatusCode} in {DurationMs} ms")]
    private static partial void Answered(ILogger logger, string method, string path, int statusCode, double durationMs);
}
