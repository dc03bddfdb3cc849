using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Tests;

/// <summary>A service with this package and nothing else, on a real port, with its spans and its log lines at hand.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private ServiceUnderTest(WebApplication app, SpanCollector spans, LineStream log)
    {
        App = app;
        Spans = spans;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single(url => url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal))) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public SpanCollector Spans { get; }

    public LineStream Log { get; }

    public static WebApplicationBuilder CreateBuilder(LineStream log, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "shop" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        log.Replace(builder.Services);
        builder.AddPlatformObservability();

        // After the one line, as sources that the service adds later: nothing may be decided too early.
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        return builder;
    }

    public static async Task<ServiceUnderTest> StartAsync(
        Action<WebApplication>? map = null, Action<WebApplicationBuilder>? add = null, params (string Key, string? Value)[] settings)
    {
        var log = new LineStream();
        var builder = CreateBuilder(log, settings);
        var spans = new SpanCollector();
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(spans));
        add?.Invoke(builder);
        var app = builder.Build();
        map?.Invoke(app);
        await app.StartAsync();
        return new ServiceUnderTest(app, spans, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
