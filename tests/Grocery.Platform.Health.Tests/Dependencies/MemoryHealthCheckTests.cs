using Grocery.Platform.Health.Dependencies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Dependencies;

/// <summary>With real files in the layouts that Linux, Docker and Kubernetes make.</summary>
public sealed class MemoryHealthCheckTests : IDisposable
{
    private const string Version2Mount = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate";
    private const string Unlimited1 = "9223372036854771712";

    private readonly string _root = Directory.CreateTempSubdirectory("memory-check").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(950, 49, HealthStatus.Degraded, 0.901)]
    [InlineData(950, 50, HealthStatus.Healthy, 0.9)]
    [InlineData(100, 200, HealthStatus.Healthy, 0.0)]
    public async Task The_container_of_version_2_counts_without_its_droppable_cache(long current, long inactive, HealthStatus status, double ratio)
    {
        Process("0::/", Version2Mount);
        Version2("", "1000", current, inactive);

        var entry = await RunAsync();

        Assert.Equal(status, entry.Status);
        Assert.Equal(Math.Max(0, current - inactive), entry.Data["used_bytes"]);
        Assert.Equal(1000L, entry.Data["limit_bytes"]);
        Assert.Equal(ratio, entry.Data["ratio"]);
    }

    [Fact]
    public async Task A_failure_says_the_numbers()
    {
        Process("0::/", Version2Mount);
        Version2("", "1000", 950, 0);

        Assert.Equal("950 of 1000 bytes are used, a ratio of 0.950; at most 0.9 may be", (await RunAsync()).Description);
    }

    [Fact]
    public async Task A_nested_group_is_found_by_its_path()
    {
        Process("0::/system.slice/products.service", Version2Mount);
        Version2("system.slice/products.service", "1000", 300, 0);

        Assert.Equal(1000L, (await RunAsync()).Data["limit_bytes"]);
    }

    [Theory]
    [InlineData("max", 2000)]
    [InlineData("1000", 2000)]
    [InlineData("100000", 2000)]
    public async Task The_group_that_is_nearest_to_its_limit_counts(string ownLimit, long limit)
    {
        Process("0::/pod/container", Version2Mount);
        Version2("pod", "2000", 1900, 0);
        Version2("pod/container", ownLimit, 500, 0);

        var entry = await RunAsync();

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(limit, entry.Data["limit_bytes"]);
    }

    [Fact]
    public async Task A_container_of_version_1_sees_its_group_at_the_mount()
    {
        Process(
            "4:memory:/docker/abc\n0::/docker/abc",
            "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro,nosuid - cgroup cgroup rw,memory\n"
                + "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");
        Version1("memory", "1000", 950, 20);

        var entry = await RunAsync();

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal((930L, 1000L), (entry.Data["used_bytes"], entry.Data["limit_bytes"]));
    }

    [Fact]
    public async Task A_nested_group_of_version_1_is_found_among_its_controllers()
    {
        Process(
            "5:cpu,cpuacct:/other\n4:hugetlb,memory:/own/nested",
            "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n"
                + "35 31 0:32 / /sys/fs/cgroup/hugetlb,memory rw - cgroup cgroup rw,hugetlb,memory");
        Version1("hugetlb,memory", Unlimited1, 5000, 0);
        Version1("hugetlb,memory/own", Unlimited1, 5000, 0);
        Version1("hugetlb,memory/own/nested", "1000", 100, 0);

        Assert.Equal(0.1, (await RunAsync()).Data["ratio"]);
    }

    [Theory]
    [InlineData("0::/", "max")]
    [InlineData("0::/../outside", "max")]
    [InlineData("0::/not/there", "rubbish")]
    [InlineData("rubbish", "1000")]
    public async Task Without_a_limit_the_process_is_compared_with_what_the_collector_may_use(string membership, string limit)
    {
        Process(membership, Version2Mount + "\nrubbish");
        Version2("", limit, 950, 0);

        var entry = await RunAsync();

        Assert.Equal(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, entry.Data["limit_bytes"]);
        Assert.InRange(Assert.IsType<long>(entry.Data["used_bytes"]), 1_000_000, long.MaxValue);
    }

    [Fact]
    public async Task Without_control_groups_there_is_no_limit()
    {
        Assert.Equal(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, (await RunAsync()).Data["limit_bytes"]);
    }

    [Fact]
    public async Task The_real_process_uses_some_of_its_memory()
    {
        var entry = await OneCheck.RunAsync(checks => checks.AddMemory(maximumRatio: 0.000_000_1));

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.InRange(Assert.IsType<long>(entry.Data["used_bytes"]), 1, Assert.IsType<long>(entry.Data["limit_bytes"]));
    }

    [Fact]
    public Task A_run_that_is_cancelled_ends() => OneCheck.IsCancelledAtOnceAsync(checks => checks.AddMemory());

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_ratio_that_can_not_be_is_refused_at_once(double ratio) =>
        Assert.Throws<ArgumentOutOfRangeException>("maximumRatio", () => new OneCheck(checks => checks.AddMemory(maximumRatio: ratio)));

    private Task<HealthReportEntry> RunAsync() => OneCheck.RunAsync(
        checks => checks.AddCheck("memory", new MemoryHealthCheck(new MemoryCgroup(_root), 0.9), HealthStatus.Degraded));

    private void Process(string cgroup, string mounts)
    {
        Write("proc/self/cgroup", cgroup + "\n");
        Write("proc/self/mountinfo", $"23 1 8:1 / / rw - ext4 /dev/root rw\n{mounts}\n");
    }

    private void Version2(string group, string limit, long current, long inactive)
    {
        Write($"sys/fs/cgroup/{group}/memory.max", limit + "\n");
        Write($"sys/fs/cgroup/{group}/memory.current", $"{current}\n");
        Write($"sys/fs/cgroup/{group}/memory.stat", $"anon 1\ninactive_anon 7\ninactive_file {inactive}\n");
    }

    private void Version1(string group, string limit, long usage, long inactive)
    {
        Write($"sys/fs/cgroup/{group}/memory.limit_in_bytes", limit + "\n");
        Write($"sys/fs/cgroup/{group}/memory.usage_in_bytes", $"{usage}\n");
        Write($"sys/fs/cgroup/{group}/memory.stat", $"inactive_file 3\ntotal_inactive_file {inactive}\n");
    }

    private void Write(string path, string text)
    {
        var full = Path.Join(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
