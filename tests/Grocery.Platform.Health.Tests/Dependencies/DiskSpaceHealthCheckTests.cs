using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Dependencies;

public sealed class DiskSpaceHealthCheckTests
{
    [Fact]
    public async Task A_disk_with_room_is_up_and_tells_how_much()
    {
        var entry = await OneCheck.RunAsync(checks => checks.AddDiskSpace(path: Path.GetTempPath(), minimumFree: 1));

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        var (free, total) = (Assert.IsType<long>(entry.Data["free_bytes"]), Assert.IsType<long>(entry.Data["total_bytes"]));
        Assert.InRange(free, 1, total);
    }

    [Fact]
    public async Task Below_the_minimum_the_service_is_degraded()
    {
        var entry = await OneCheck.RunAsync(checks => checks.AddDiskSpace(minimumFree: long.MaxValue));

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(
            $"{entry.Data["free_bytes"]} of {entry.Data["total_bytes"]} bytes are free, fewer than {long.MaxValue}", entry.Description);
    }

    [Fact]
    public async Task The_file_system_of_the_path_is_the_one_that_counts()
    {
        var entry = await OneCheck.RunAsync(checks => checks.AddDiskSpace(path: "/proc/self", minimumFree: 1));

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(0L, entry.Data["total_bytes"]);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_a_failure_without_its_name()
    {
        var entry = await OneCheck.RunAsync(checks => checks.AddDiskSpace(path: "/not/there/hunter2"));

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.EndsWith("NotFoundException", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_run_that_is_cancelled_ends() => OneCheck.IsCancelledAtOnceAsync(checks => checks.AddDiskSpace());

    [Fact]
    public void Arguments_that_can_not_work_are_refused_at_once()
    {
        Assert.Throws<ArgumentException>("path", () => new OneCheck(checks => checks.AddDiskSpace(path: "")));
        Assert.Throws<ArgumentException>("name", () => new OneCheck(checks => checks.AddDiskSpace(" ")));
        Assert.Throws<ArgumentOutOfRangeException>("minimumFree", () => new OneCheck(checks => checks.AddDiskSpace(minimumFree: 0)));
    }
}
