using Grocery.Platform.Observability.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests.Resources;

public sealed class SystemResourceTests : IDisposable
{
    private const string Id = "7be92808767a667f35c8505cbf40d14e931ef6db5b0210329cf193b15ba9d605";
    private const string Uid = "11111111-2222-3333-4444-555555555555";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_operating_system_and_process_are_known()
    {
        Write("/etc/machine-id", "f9a3c1d27c6b4d4e8f0a1b2c3d4e5f60\n");

        var info = await TargetAsync();

        Assert.Contains($"host_name=\"{Environment.MachineName}\"", info, StringComparison.Ordinal);
        Assert.Contains("host_id=\"f9a3c1d27c6b4d4e8f0a1b2c3d4e5f60\"", info, StringComparison.Ordinal);
        Assert.Contains("host_arch=\"", info, StringComparison.Ordinal);
        Assert.Contains("os_type=\"linux\"", info, StringComparison.Ordinal);
        Assert.Contains($"process_pid=\"{Environment.ProcessId}\"", info, StringComparison.Ordinal);
        Assert.Contains($"process_executable_name=\"{Path.GetFileName(Environment.ProcessPath)}\"", info, StringComparison.Ordinal);
        Assert.Contains($"process_runtime_version=\"{Environment.Version}\"", info, StringComparison.Ordinal);
        Assert.DoesNotContain("container_id", info, StringComparison.Ordinal);
        Assert.DoesNotContain("k8s_", info, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cgroup", "13:name=systemd:/podruntime/docker/kubepods/" + Id, Id)]
    [InlineData("cgroup", "12:pids:/system.slice/docker-" + Id + ".scope", Id)]
    [InlineData("cgroup", "1:cpu:/kubepods/burstable/pod5c4a/cri-containerd-" + Id + ".scope", Id)]
    [InlineData("cgroup", "1:cpu:/ecs/cd189a933e5849daa93386466019ab50/cd189a933e5849daa93386466019ab50-2495160603", "cd189a933e5849daa93386466019ab50-2495160603")]
    [InlineData("mountinfo", "473 456 254:1 /docker/containers/" + Id + "/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw", Id)]
    [InlineData("mountinfo", "983 961 0:56 /containers/overlay-containers/" + Id + "/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw", Id)]
    [InlineData("cgroup", "0::/user.slice/user-1000.slice/session-2.scope", null)]
    [InlineData("mountinfo", "22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw", null)]
    public async Task The_container_is_found_whatever_runs_it(string file, string line, string? id)
    {
        Write("/proc/self/" + file, "0::/\n" + line + "\n");

        var info = await TargetAsync();

        Assert.Equal(id is not null, info.Contains("container_id=", StringComparison.Ordinal));
        if (id is not null)
            Assert.Contains($"container_id=\"{id}\"", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pod_is_found_by_what_Kubernetes_gives_it()
    {
        Write("/var/run/secrets/kubernetes.io/serviceaccount/namespace", "shop");
        Write("/proc/self/mountinfo", $"1 1 254:1 /var/lib/kubelet/pods/{Uid}/etc-hosts /etc/hosts rw - ext4 /dev/vda1 rw\n");

        var info = await TargetAsync(("KUBERNETES_SERVICE_HOST", "10.0.0.1"), ("HOSTNAME", "cart-7d9c"), ("NODE_NAME", "node-3"));

        Assert.Contains("k8s_pod_name=\"cart-7d9c\"", info, StringComparison.Ordinal);
        Assert.Contains("k8s_namespace_name=\"shop\"", info, StringComparison.Ordinal);
        Assert.Contains($"k8s_pod_uid=\"{Uid}\"", info, StringComparison.Ordinal);
        Assert.Contains("k8s_node_name=\"node-3\"", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_downward_API_goes_before_what_is_guessed()
    {
        Write("/var/run/secrets/kubernetes.io/serviceaccount/namespace", "other");

        var info = await TargetAsync(
            ("KUBERNETES_SERVICE_HOST", "10.0.0.1"), ("HOSTNAME", "host"), ("POD_NAME", "cart-1"), ("POD_NAMESPACE", "shop"), ("POD_UID", Uid));

        Assert.Contains("k8s_pod_name=\"cart-1\"", info, StringComparison.Ordinal);
        Assert.Contains("k8s_namespace_name=\"shop\"", info, StringComparison.Ordinal);
        Assert.Contains($"k8s_pod_uid=\"{Uid}\"", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switched_off_only_the_identity_is_left()
    {
        var info = await TargetAsync(("Platform:Observability:Resource:Enabled", "false"));

        Assert.Contains("service_name=\"shop\"", info, StringComparison.Ordinal);
        Assert.DoesNotContain("host_name", info, StringComparison.Ordinal);
        Assert.DoesNotContain("process_pid", info, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var file = new FileInfo(_root.FullName + path);
        file.Directory?.Create();
        File.WriteAllText(file.FullName, text);
    }

    private async Task<string> TargetAsync(params (string Key, string? Value)[] settings)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            null, builder => builder.Services.AddSingleton(new SystemFiles(_root.FullName)), settings);
        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        return Assert.Single(Scrape.Samples(text, "target_info")).Labels;
    }
}
