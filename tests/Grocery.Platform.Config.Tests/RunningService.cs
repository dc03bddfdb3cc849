using Grocery.Platform.Config.Aws;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Tests;

/// <summary>A started host whose clock the test moves, and which reads its configuration from <see cref="AwsEndpoint"/>.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningService(IHost host, ManualTimeProvider time, LogCollector logs) => (_host, Time, Logs) = (host, time, logs);

    public ManualTimeProvider Time { get; }

    public LogCollector Logs { get; }

    public IServiceProvider Services => _host.Services;

    public IConfiguration Configuration => Services.GetRequiredService<IConfiguration>();

    public static Task<RunningService> StartAsync(AwsEndpoint aws, params (string Key, string Value)[] settings) =>
        StartAsync(Some.Connection(aws), new ManualTimeProvider(), settings);

    /// <summary>Starts a service whose calls of AWS, too, wait by the clock of the test before they are tried again.</summary>
    public static Task<RunningService> StartAsync(AwsEndpoint aws, ManualTimeProvider time, params (string Key, string Value)[] settings) =>
        StartAsync(Some.Connection(aws) with { Time = time }, time, settings);

    public static async Task<RunningService> StartAsync(AwsConnection connection, ManualTimeProvider time, params (string Key, string Value)[] settings)
    {
        var logs = new LogCollector("Grocery.Platform");
        var builder = Some.BuilderWithParameters([("Platform:Service:Instance", "one"), ("Platform:Flags:Enabled", "false"), .. settings]);
        builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddHealthChecks();
        builder.AddPlatformConfig(connection);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new RunningService(host, time, logs);
    }

    /// <summary>Reads the sources again by the trigger.</summary>
    public Task<bool> RefreshAsync() => Services.GetRequiredService<IConfigurationRefresher>().RefreshAsync(TestContext.Current.CancellationToken);

    public Task<HealthReportEntry> CheckAsync() => CheckAsync("configuration");

    public async Task<HealthReportEntry> CheckAsync(string name)
    {
        var report = await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return report.Entries[name];
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
