using System.Text.RegularExpressions;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Resources;

/// <summary>The container, by the control group of the process (version 1) or by what the container runtime mounts (version 2).</summary>
internal sealed partial class ContainerDetector(SystemFiles files) : IResourceDetector
{
    public Resource Detect() => FindId() is { } id
        ? new Resource([new KeyValuePair<string, object>("container.id", id)])
        : Resource.Empty;

    private string? FindId() =>
        Find(files.ReadLines("/proc/self/cgroup"), ControlGroupPattern()) ?? Find(files.ReadLines("/proc/self/mountinfo"), MountPattern());

    private static string? Find(string[] lines, Regex pattern)
    {
        foreach (var line in lines)
        {
            if (pattern.Match(line) is { Success: true } match)
                return match.Groups["id"].Value;
        }

        return null;
    }

    // 64 hexadecimal digits, with what runtimes put around them; on AWS Fargate the task id and a number.
    [GeneratedRegex(@"[/-](?<id>[0-9a-f]{64}|[0-9a-f]{32}-[0-9]{6,12})(\.scope)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex ControlGroupPattern();

    // The source of a mount such as /var/lib/docker/containers/<id>/hostname; podman's folder is overlay-containers.
    [GeneratedRegex(@"containers/(?<id>[0-9a-f]{64})/", RegexOptions.ExplicitCapture)]
    private static partial Regex MountPattern();
}
