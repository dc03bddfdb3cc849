using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grocery.Platform.Resilience.Faults;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Tests.Faults;

/// <summary>A service with a management port in the environment staging, where faults are on; its time stands still.</summary>
internal sealed class FaultyService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Settings _settings;
    private readonly ConcurrentQueue<double> _rolls = new();

    private FaultyService(WebApplication app, Settings settings, ManualTimeProvider time, LogCollector logs, ConcurrentQueue<double> rolls) =>
        (_app, _settings, Time, Logs, _rolls) = (app, settings, time, logs, rolls);

    public ManualTimeProvider Time { get; }

    public LogCollector Logs { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Gets a client of the service's port.</summary>
    public HttpClient Callers { get; } = new();

    /// <summary>Gets a client of the management port.</summary>
    public HttpClient Operators { get; } = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts a service; settings are under <c>Platform:Resilience</c>, unless they start with <c>Platform:</c>.</summary>
    public static Task<FaultyService> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(null, settings);

    public static async Task<FaultyService> StartAsync(Action<WebApplicationBuilder, WebApplication?>? add, params (string Key, string? Value)[] settings)
    {
        var (time, logs, rolls, port) = (new ManualTimeProvider(), new LogCollector(), new ConcurrentQueue<double>(), FreePort.Next());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs);
        var source = new Settings();
        source.Change(
            [
                ("Platform:Management:Port", port.ToString(CultureInfo.InvariantCulture)),
                ("Platform:Service:Environment", "staging"),
                ("Faults:Enabled", "true"),
                .. settings,
            ]);
        builder.Configuration.Sources.Add(source);

        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(new FaultDice(() => rolls.TryDequeue(out var roll) ? roll : throw new InvalidOperationException("No roll is left.")));
        add?.Invoke(builder, null);
        builder.AddPlatformResilience();
        var app = builder.Build();
        app.MapGet("/products/{id}", (string id) => id);
        app.MapGet("/orders", () => "orders");
        add?.Invoke(builder, app);
        var service = new FaultyService(app, source, time, logs, rolls);
        try
        {
            await app.StartAsync(Stop);
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }

        service.Callers.BaseAddress = new Uri(app.Urls.First(url => !url.EndsWith($":{port}", StringComparison.Ordinal)));
        service.Operators.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        return service;
    }

    /// <summary>Gives what the dice will show, from the next roll on.</summary>
    public void Load(params double[] rolls) => Array.ForEach(rolls, _rolls.Enqueue);

    public HttpClient Client(string name) => Services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    /// <summary>Changes the configuration as a reload does; a key without a value is gone.</summary>
    public void Reload(params (string Key, string? Value)[] settings) => _settings.Change(settings);

    public async Task<(HttpStatusCode Status, JsonElement Answer)> PutAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Operators.PutAsync(new Uri("/resilience/faults", UriKind.Relative), content, Stop);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    /// <summary>Gets the rules as <c>/resilience/faults</c> shows them.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> RulesAsync()
    {
        var report = await Operators.GetFromJsonAsync<JsonElement>("/resilience/faults", Stop);
        return report.GetProperty("rules").EnumerateObject().ToDictionary(rule => rule.Name, rule => rule.Value);
    }

    /// <summary>Gets the warnings of one event, in their order.</summary>
    public string[] Warnings(int eventId) =>
        [.. Logs.Lines.Where(line => line.EventId == eventId && line.Level == LogLevel.Warning).Select(line => line.Message)];

    public async ValueTask DisposeAsync()
    {
        Callers.Dispose();
        Operators.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class Settings : ConfigurationProvider, IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public void Change((string Key, string? Value)[] settings)
        {
            foreach (var (key, value) in settings)
            {
                var full = key.StartsWith("Platform:", StringComparison.Ordinal) ? key : $"Platform:Resilience:{key}";
                if (value is null)
                    Data.Remove(full);
                else
                    Data[full] = value;
            }

            OnReload();
        }
    }
}
