using System.Collections.Concurrent;
using Grocery.Platform.Resilience.Inbound;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Tests.Inbound;

/// <summary>
/// A service whose requests to <c>/work</c> last until the test ends them, behind inbound protection. Its time stands still.
/// </summary>
internal sealed class ProtectedService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _running = new();
    private readonly ConcurrentQueue<string> _started = new();
    private readonly WebApplication _app;

    private ProtectedService(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    public HttpClient Client { get; }

    public required ManualTimeProvider Time { get; init; }

    public required LogCollector Logs { get; init; }

    public IServiceProvider Services => _app.Services;

    public InboundLimiter Limiter => Services.GetRequiredService<InboundLimiter>();

    public InboundQueue Queue => Services.GetRequiredService<InboundQueue>();

    /// <summary>Gets the names of the requests that came to the handler, in order.</summary>
    public IReadOnlyList<string> Started => [.. _started];

    public static Task<ProtectedService> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, null, settings);

    public static async Task<ProtectedService> StartAsync(
        Action<WebApplicationBuilder>? add, Action<WebApplication>? configure, params (string Key, string Value)[] settings)
    {
        var (time, logs) = (new ManualTimeProvider(), new LogCollector("Grocery.Platform.Resilience"));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Configuration["Platform:Resilience:Inbound:Enabled"] = "true";
        builder.Configuration["Platform:Resilience:Inbound:Mode"] = "Fixed";
        foreach (var (key, value) in settings)
            builder.Configuration[$"Platform:Resilience:Inbound:{key}"] = value;

        add?.Invoke(builder);
        builder.AddPlatformResilience();
        var app = builder.Build();
        configure?.Invoke(app);
        var client = new HttpClient();
        var service = new ProtectedService(app, client) { Time = time, Logs = logs };
        foreach (var priority in Enum.GetValues<RequestPriority>())
            app.Map($"/work/{priority}/{{name}}", service.WorkAsync).WithRequestPriority(priority);

        app.Map("/work/{name}", service.WorkAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        client.BaseAddress = new Uri(address);
        return service;
    }

    /// <summary>Sends a request, and waits until it runs.</summary>
    public async Task<Task<HttpResponseMessage>> RunAsync(string path)
    {
        var answer = SendAsync(path);
        var name = path.Split('/')[^1];
        await Eventually.HoldsAsync(() => _started.Contains(name), $"{name} runs");
        return answer;
    }

    /// <summary>Sends a request, and waits until it is in the queue.</summary>
    public Task<Task<HttpResponseMessage>> QueueAsync(string path) => QueueUntilAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Like <see cref="QueueAsync"/>, for a caller who may go away.</summary>
    public async Task<Task<HttpResponseMessage>> QueueUntilAsync(string path, CancellationToken token)
    {
        var waiting = Queue.Count + 1;
        var answer = SendAsync(path, token);
        await Eventually.HoldsAsync(() => Queue.Count == waiting, $"{path} waits");
        return answer;
    }

    public Task<HttpResponseMessage> SendAsync(string path, CancellationToken token = default) =>
        Client.GetAsync(new Uri(path, UriKind.Relative), token);

    /// <summary>Changes a setting, as a reload of the configuration does.</summary>
    public void Reload(string key, string value)
    {
        _app.Configuration[$"Platform:Resilience:Inbound:{key}"] = value;
        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    /// <summary>Lets a request end.</summary>
    public void End(string name) => _running.GetOrAdd(name, _ => new TaskCompletionSource()).TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var name in _started)
            End(name);

        await _app.DisposeAsync();
    }

    private async Task WorkAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        _started.Enqueue(name);
        await _running.GetOrAdd(name, _ => new TaskCompletionSource()).Task;
    }
}
