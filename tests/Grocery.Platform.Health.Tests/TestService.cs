using System.Net;
using System.Text.Json;
using Grocery.Platform.Health.Checks;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Tests;

/// <summary>A service on a real Kestrel, under a clock that the test moves, with <c>AddPlatformHealth()</c> and nothing else of the platform.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private TestService(WebApplication app, ManualTimeProvider time, LogCollector logs)
    {
        (App, Time, Logs) = (app, time, logs);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
    }

    public WebApplication App { get; }

    public ManualTimeProvider Time { get; }

    public LogCollector Logs { get; }

    public HttpClient Client { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Builds and starts a service, and waits until every check in the background has had its first result.</summary>
    public static async Task<TestService> StartAsync(Action<IHealthChecksBuilder> checks, params (string Key, string Value)[] settings)
    {
        var service = Create(builder => checks(builder.Services.AddHealthChecks()), settings);
        service.App.MapPost("/orders", () => "ordered");
        await service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => service.Snapshot.IsComplete, "every check has a result");
        return service;
    }

    public static TestService Create(Action<WebApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var time = new ManualTimeProvider();
        var logs = new LogCollector("Grocery.Platform.Health");
        var environment = settings.FirstOrDefault(setting => setting.Key == "environment").Value ?? "Production";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(new Jitter(new NoJitter()));

        // The tests themselves may run in a container.
        var defaults = new Dictionary<string, string?>
        {
            ["DOTNET_RUNNING_IN_CONTAINER"] = "",
            ["ECS_CONTAINER_METADATA_URI_V4"] = "",
            ["KUBERNETES_SERVICE_HOST"] = "",
        };
        foreach (var (key, value) in settings)
            defaults[key] = value;

        builder.Configuration.AddInMemoryCollection(defaults);
        builder.AddPlatformHealth();
        configure(builder);

        // The tests count runs and loops: those of their own checks.
        builder.Services.PostConfigure<HealthCheckServiceOptions>(options =>
            options.Registrations.Remove(options.Registrations.Single(registration => registration.Name == "options")));
        return new TestService(builder.Build(), time, logs);
    }

    public Uri AddressOf(string path) =>
        new(new Uri(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), path);

    public HealthSnapshot Snapshot => App.Services.GetRequiredService<HealthSnapshot>();

    public async Task<(HttpStatusCode Status, string Body)> ProbeAsync(string name)
    {
        using var response = await Client.GetAsync(AddressOf($"/health/{name}"), Cancelled);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled));
    }

    public async Task<HttpStatusCode> ReadyAsync() => (await ProbeAsync("ready")).Status;

    /// <summary>Gets the report, which only the management port tells.</summary>
    public async Task<JsonElement> ReportAsync()
    {
        using var response = await Client.GetAsync(ManagementAddressOf("/health"), Cancelled);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancelled));
    }

    public Uri ManagementAddressOf(string path) => new($"http://127.0.0.1:{App.Configuration["Platform:Management:Port"]}{path}");

    /// <summary>A setting that opens the management port.</summary>
    public static (string Key, string Value) ManagementPort() => ("Platform:Management:Port", $"{FreePort.Next()}");

    /// <summary>Waits until so many loops wait for their next turn. The timers of a run are due sooner.</summary>
    public Task IdleAsync(int loops = 1) =>
        Eventually.HoldsAsync(() => Time.CountTimers(Timeout) == loops, "the loops wait for their next turn");

    /// <summary>Moves to the time of the next run, and waits until every check has reported what came of it.</summary>
    public async Task NextRunAsync()
    {
        var before = Snapshot.Checks.ToArray().ToDictionary(check => check, check => check.Snapshot);
        await IdleAsync(before.Count);
        Time.AdvanceToNextTimer();
        await Eventually.HoldsAsync(() => before.All(pair => !ReferenceEquals(pair.Key.Snapshot, pair.Value)), "every check reports a run");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }

    private sealed class NoJitter : Random
    {
        public override double NextDouble() => 1;
    }
}
