using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Boot;

/// <summary>What the boot report and <c>/info</c> tell: the versions, each feature with the key that decided, and keys that nothing reads.</summary>
internal sealed class PlatformReport(ServiceIdentity identity, IServiceProvider services)
{
    private static readonly string? Build =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    public static string PlatformVersion { get; } =
        typeof(PlatformReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Gets what the SDK appends to the informational version, behind a plus sign.</summary>
    public static string? Commit { get; } = Build?.Split('+', 2) is [_, var commit] ? commit : null;

    public ServiceIdentity Identity => identity;

    /// <summary>Reads the features by name. Not before the service has started: some tell what came of the start.</summary>
    public IReadOnlyList<PlatformFeature> ReadFeatures() =>
        [.. services.GetServices<PlatformFeature>().OrderBy(feature => feature.Name, StringComparer.Ordinal)];

    public IReadOnlyList<UnknownConfigurationKey> FindUnknownKeys() => services.FindUnknownPlatformKeys();
}
