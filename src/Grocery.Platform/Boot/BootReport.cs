using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Boot;

/// <summary>Logs one line when the service has started: who it is, which features are on or off, and the key that decided each.</summary>
internal sealed class BootReport(PlatformReport report, ILogger<BootReport> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var identity = report.Identity;
        var features = report.ReadFeatures();
        var on = Describe(features, enabled: true);
        var off = Describe(features, enabled: false);
        string[] unknown = [.. report.FindUnknownKeys().Select(Describe)];
        var level = unknown.Length == 0 ? LogLevel.Information : LogLevel.Warning;

        logger.Started(level, identity.Name, identity.Version, identity.Environment, identity.Instance, PlatformReport.PlatformVersion, on, off, unknown);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string[] Describe(IEnumerable<PlatformFeature> features, bool enabled) =>
        [.. features.Where(feature => feature.Enabled == enabled).Select(feature => $"{feature.Name} ({feature.Key}: {feature.Reason})")];

    private static string Describe(UnknownConfigurationKey key) =>
        key.Nearest is null ? key.Key : $"{key.Key} (did you mean {key.Nearest}?)";
}
