using Grocery.Platform.Health.Dependencies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform;

/// <summary>Adds checks of memory.</summary>
public static class MemoryHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the used memory against the limit of the container: of the control group of the process (Linux cgroup
    /// version 2 or 1) or the one around it that is nearest to its limit, without the file cache that the kernel can drop at once.
    /// Without a limit it compares the working set of the process with the memory that the garbage collector may use. It is a soft
    /// dependency, since the instances of a fleet under load fill up together: above the maximum the service is degraded, unless
    /// <c>Platform:Health:Checks:&lt;name&gt;:Dependency</c> says <c>Hard</c>. Its data are <c>used_bytes</c>, <c>limit_bytes</c>
    /// and <c>ratio</c>.
    /// </summary>
    /// <param name="builder">The builder to add to.</param>
    /// <param name="name">The name of the check, which <c>Platform:Health:Checks:&lt;name&gt;</c> configures. Default <c>memory</c>.</param>
    /// <param name="maximumRatio">The largest part of the limit that may be used, above 0 and at most 1. Default 0.9.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumRatio"/> is out of its range.</exception>
    public static IHealthChecksBuilder AddMemory(this IHealthChecksBuilder builder, string name = "memory", double maximumRatio = 0.9)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!(maximumRatio is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(maximumRatio), maximumRatio, "The ratio must be above 0 and at most 1.");

        var check = new MemoryHealthCheck(new MemoryCgroup("/"), maximumRatio);
        return builder.Add(new HealthCheckRegistration(name, check, HealthStatus.Degraded, tags: null));
    }
}
