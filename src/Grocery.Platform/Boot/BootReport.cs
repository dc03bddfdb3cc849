using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Boot;

/// <summary>Logs one line when the service has started: who it is, which features are on or off, and the key that decided each.</summary>
internal sealed class BootReport(
    ServiceIdentity identity, IServiceProvider services, ILogger<BootReport> logger)
    : IHostedLifecycleService
{
    private static readonly string PlatformVersion =
        typeof(BootReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // Not before: some tell what came of the start.
        var all = services.GetServices<PlatformFeature>().OrderBy(feature => feature.Name, StringComparer.Ordinal).ToArray();
        var on = Describe(all, enabled: true);
        var off = Describe(all, enabled: false);
        string[] unknown = [.. services.FindUnknownPlatformKeys().Select(Describe)];
        var level = unknown.Length == 0 ? LogLevel.Information : LogLevel.Warning;

        logger.Started(level, identity.Name, identity.Version, identity.Environment, identity.Instance, PlatformVersion, on, off, unknown);
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
