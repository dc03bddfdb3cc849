using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Tests.Operation;

/// <summary>A service with clients, pipelines and, if wanted, a management port; its time stands still, and what it calls answers as told.</summary>
internal sealed class OperatedService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OperatedService(WebApplication app, ManualTimeProvider time, LogCollector logs) => (_app, Time, Logs) = (app, time, logs);

    public ManualTimeProvider Time { get; }

    public LogCollector Logs { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Gets or sets what every destination answers.</summary>
    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    /// <summary>Gets the requests that reached a destination.</summary>
    public int Sent { get; private set; }

    /// <summary>Gets a client of the service's port.</summary>
    public HttpClient Callers { get; } = new();

    /// <summary>Gets a client of the management port, or of the only port.</summary>
    public HttpClient Operators { get; } = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<OperatedService> StartAsync(params (string Key, string Value)[] settings) => StartAsync(FreePort.Next(), "Production", settings);

    public static async Task<OperatedService> StartAsync(int? port, string environment, params (string Key, string Value)[] settings)
    {
        var (time, logs) = (new ManualTimeProvider(), new LogCollector("Grocery.Platform.Resilience"));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration["Platform:Management:Port"] = port?.ToString(CultureInfo.InvariantCulture);
        builder.Configuration["Platform:Resilience:Defaults:MaxRetries"] = "0";
        builder.Configuration["Platform:Resilience:Defaults:BreakerMinimumThroughput"] = "2";
        foreach (var (key, value) in settings)
            builder.Configuration[$"Platform:Resilience:{key}"] = value;

        OperatedService? service = null;
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddHttpClient("team").AddHttpMessageHandler(() => new Microsoft.Extensions.Http.Resilience.ResilienceHandler());
        builder.Services.ConfigureHttpClientDefaults(http =>
            http.ConfigurePrimaryHttpMessageHandler(() => new Some.StubHandler(_ => service!.Reply())));
        builder.AddPlatformResilience();
        service = new OperatedService(builder.Build(), time, logs);
        await service._app.StartAsync(Stop);

        service.Callers.BaseAddress = new Uri(service._app.Urls.First(url => !url.EndsWith($":{port}", StringComparison.Ordinal)));
        service.Operators.BaseAddress = port is null ? service.Callers.BaseAddress : new Uri($"http://127.0.0.1:{port}");
        return service;
    }

    /// <summary>Calls a destination.</summary>
    /// <returns>Whether something was sent.</returns>
    public async Task<bool> SendsAsync(string client, string destination)
    {
        var before = Sent;
        using var httpClient = Services.GetRequiredService<IHttpClientFactory>().CreateClient(client);
        await Record.ExceptionAsync(async () => (await httpClient.GetAsync(new Uri(destination), Stop)).Dispose());
        return Sent > before;
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> PutAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Operators.PutAsync(new Uri("/resilience", UriKind.Relative), content, Stop);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    public Task<JsonElement> GetAsync() => Operators.GetFromJsonAsync<JsonElement>("/resilience", Stop);

    /// <summary>Gets the state of the breaker of each destination, as <c>/resilience</c> shows it.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync() =>
        [.. (await GetAsync()).GetProperty("destinations").EnumerateArray().Select(item => $"{item.GetProperty("client")} {item.GetProperty("destination")} {StateOf(item)}")];

    public async Task<string?> PipelineStateAsync(string pipeline) => StateOf(
        (await GetAsync()).GetProperty("pipelines").EnumerateArray().Single(item => item.GetProperty("pipeline").GetString() == pipeline));

    /// <summary>Gets the lines of one event.</summary>
    public IReadOnlyList<string> Lines(int eventId) => [.. Logs.Lines.Where(line => line.EventId == eventId).Select(line => line.Message)];

    public async ValueTask DisposeAsync()
    {
        Callers.Dispose();
        Operators.Dispose();
        await _app.DisposeAsync();
    }

    private static string? StateOf(JsonElement item) => item.GetProperty("breaker").GetProperty("state").GetString();

    private HttpResponseMessage Reply()
    {
        Sent++;
        return new HttpResponseMessage(Answer);
    }
}
