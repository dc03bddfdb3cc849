using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.Tests.AppConfig;

/// <summary>A started service that reads profiles of AppConfig and nothing else, by the clock of the test.</summary>
internal sealed class ConfiguredService(IHost host, ManualTimeProvider time) : IAsyncDisposable
{
    public const string Section = "Platform:Config:AppConfig";

    public ManualTimeProvider Time => time;

    public IConfiguration Configuration => host.Services.GetRequiredService<IConfiguration>();

    public IServiceProvider Services => host.Services;

    public static async Task<ConfiguredService> StartAsync(AwsEndpoint aws, ManualTimeProvider time, params (string Key, string Value)[] settings)
    {
        var builder = Some.Builder(
            [($"{Section}:Enabled", "true"), ("Platform:Config:Refresh:Enabled", "false"), .. settings.Select(setting => ($"{Section}:{setting.Key}", setting.Value))]);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddHealthChecks();
        builder.AddPlatformConfig(Some.Connection(aws) with { Time = time });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new ConfiguredService(host, time);
    }

    /// <summary>Starts a service that must not start, and returns the refusal.</summary>
    public static async Task<string> RefusalAsync(AwsEndpoint aws, params (string Key, string Value)[] settings) =>
        (await Assert.ThrowsAsync<PlatformConfigurationException>(() => StartAsync(aws, new ManualTimeProvider(), settings))).ToString();

    /// <summary>Moves the clock, and reads the profiles again.</summary>
    public Task<bool> RefreshAsync(TimeSpan after)
    {
        time.Advance(after);
        return host.Services.GetRequiredService<IConfigurationRefresher>().RefreshAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Gets all that the configuration has from AppConfig, as <c>key=value</c>.</summary>
    public string[] Values() =>
    [
        .. Configuration.AsEnumerable()
            .Where(pair => pair.Value is not null && !pair.Key.StartsWith("Platform:", StringComparison.Ordinal) && pair.Key is not ("applicationName" or "environment"))
            .Select(pair => $"{pair.Key}={pair.Value}")
            .Order(StringComparer.Ordinal),
    ];

    public async Task<HealthStatus> CheckAsync() =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["configuration"].Status;

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }
}
