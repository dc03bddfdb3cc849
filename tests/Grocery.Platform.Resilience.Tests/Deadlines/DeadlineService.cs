using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

/// <summary>A web service with the package, whose time stands still, on a port of its own.</summary>
internal sealed class DeadlineService : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _counted = new();
    private readonly MeterListener _listener = new();
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private DeadlineService(Action<WebApplicationBuilder>? add, Action<WebApplication> configure, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs);
        foreach (var (key, value) in settings)
            builder.Configuration[$"Platform:Resilience:{key}"] = value;

        builder.Services.AddRouting().AddSingleton<TimeProvider>(Time);
        builder.AddPlatformResilience();
        add?.Invoke(builder);
        _app = builder.Build();
        configure(_app);

        var meters = _app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name.StartsWith("grocery.resilience.deadline.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _counted.Enqueue(string.Join(' ', [instrument.Name["grocery.resilience.deadline.".Length..], .. tags.ToArray().Select(tag => $"{tag.Value}")])));
        _listener.Start();
        _client = new HttpClient();
    }

    public ManualTimeProvider Time { get; } = new();

    public LogCollector Logs { get; } = new();

    public IServiceProvider Services => _app.Services;

    public IConfiguration Configuration => _app.Configuration;

    /// <summary>Gets what was counted, as instrument and tags.</summary>
    public IEnumerable<string> Counted => _counted;

    /// <summary>Gets the errors that the server or the service logged.</summary>
    public IEnumerable<LogCollector.Line> Errors => Logs.Lines.Where(line => line.Level >= LogLevel.Error);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<DeadlineService> StartAsync(
        Action<WebApplication> configure, Action<WebApplicationBuilder>? add = null, params (string Key, string Value)[] settings)
    {
        var service = new DeadlineService(add, configure, settings);
        await service._app.StartAsync(Token);
        service._client.BaseAddress = service.Address(1);
        return service;
    }

    /// <summary>Starts a service whose one endpoint is <c>/</c>.</summary>
    public static Task<DeadlineService> StartAsync(RequestDelegate answer, params (string Key, string Value)[] settings) =>
        StartAsync(app => app.MapGet("/", answer), null, settings);

    /// <summary>Gets where the service listens for a version of HTTP, 1 or 2.</summary>
    public Uri Address(int version) => new(_app.Urls.ElementAt(version - 1));

    public Task<HttpResponseMessage> GetAsync(params (string Name, string Value)[] headers) => SendAsync("/", Token, headers);

    public async Task<HttpResponseMessage> SendAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
                request.Content = new ByteArrayContent([]) { Headers = { { name, value } } };
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request, cancellationToken);
    }

    public async Task<string> GetTextAsync(params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(headers);
        return await response.Content.ReadAsStringAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _listener.Dispose();
    }
}
