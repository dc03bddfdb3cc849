using Grocery.Platform.Health.Dependencies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform;

/// <summary>Adds checks of disk space.</summary>
public static class DiskSpaceHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the space that the process may still use on the file system of a path. It is a soft dependency, since the
    /// disks of a fleet fill up together: below the minimum the service is degraded, unless
    /// <c>Platform:Health:Checks:&lt;name&gt;:Dependency</c> says <c>Hard</c>. Its data are <c>free_bytes</c> and <c>total_bytes</c>.
    /// </summary>
    /// <param name="builder">The builder to add to.</param>
    /// <param name="name">The name of the check, which <c>Platform:Health:Checks:&lt;name&gt;</c> configures. Default <c>disk</c>.</param>
    /// <param name="path">A path on the file system, relative to the working directory or absolute. Default <c>/</c>.</param>
    /// <param name="minimumFree">The fewest free bytes, at least 1. Default 512 MiB.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="path"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumFree"/> is less than 1.</exception>
    public static IHealthChecksBuilder AddDiskSpace(
        this IHealthChecksBuilder builder, string name = "disk", string path = "/", long minimumFree = 512 * 1024 * 1024)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumFree, 1);

        var check = new DiskSpaceHealthCheck(path, minimumFree);
        return builder.Add(new HealthCheckRegistration(name, check, HealthStatus.Degraded, tags: null));
    }
}
