using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Resources;

/// <summary>The pod, by what Kubernetes gives each one, and by the variables that are commonly filled by its downward API.</summary>
internal sealed partial class KubernetesDetector(IConfiguration configuration, SystemFiles files) : IResourceDetector
{
    public Resource Detect()
    {
        if (FirstOf("KUBERNETES_SERVICE_HOST") is null)
            return Resource.Empty;

        var attributes = new Dictionary<string, object>();
        Add(attributes, "k8s.pod.name", FirstOf("K8S_POD_NAME", "POD_NAME", "HOSTNAME"));
        Add(
            attributes,
            "k8s.namespace.name",
            FirstOf("K8S_NAMESPACE_NAME", "POD_NAMESPACE") ?? files.ReadText("/var/run/secrets/kubernetes.io/serviceaccount/namespace"));
        Add(attributes, "k8s.pod.uid", FirstOf("K8S_POD_UID", "POD_UID") ?? FindPodUid());
        Add(attributes, "k8s.node.name", FirstOf("K8S_NODE_NAME", "NODE_NAME"));
        Add(attributes, "k8s.container.name", FirstOf("K8S_CONTAINER_NAME", "CONTAINER_NAME"));
        Add(attributes, "k8s.cluster.name", FirstOf("K8S_CLUSTER_NAME", "CLUSTER_NAME"));
        return new Resource(attributes);
    }

    private static void Add(Dictionary<string, object> attributes, string name, string? value)
    {
        if (value is not null)
            attributes[name] = value;
    }

    private string? FirstOf(params ReadOnlySpan<string> variables)
    {
        foreach (var variable in variables)
        {
            if (configuration[variable] is { Length: > 0 } value)
                return value;
        }

        return null;
    }

    // The kubelet mounts /etc/hosts from a folder named by the pod.
    private string? FindPodUid()
    {
        foreach (var line in files.ReadLines("/proc/self/mountinfo"))
        {
            if (PodPattern().Match(line) is { Success: true } match)
                return match.Groups["uid"].Value;
        }

        return null;
    }

    [GeneratedRegex("/pods/(?<uid>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})/", RegexOptions.ExplicitCapture)]
    private static partial Regex PodPattern();
}
