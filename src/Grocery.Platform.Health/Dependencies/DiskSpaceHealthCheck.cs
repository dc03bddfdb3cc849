using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Dependencies;

/// <summary>Compares the free space of a file system with a minimum.</summary>
internal sealed class DiskSpaceHealthCheck(string path, long minimumFree) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Check(context));
    }

    private HealthCheckResult Check(HealthCheckContext context)
    {
        try
        {
            // Elsewhere than on Windows, the file system of any path is asked, not only that of a mount point.
            var full = Path.GetFullPath(path);
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(full)! : full);
            var (free, total) = (drive.AvailableFreeSpace, drive.TotalSize);
            var data = new Dictionary<string, object> { ["free_bytes"] = free, ["total_bytes"] = total };
            return free >= minimumFree
                ? HealthCheckResult.Healthy(data: data)
                : new(context.Registration.FailureStatus, $"{free} of {total} bytes are free, fewer than {minimumFree}", data: data);
        }
        catch (Exception exception)
        {
            return DependencyFailure.Of(exception, context);
        }
    }
}
