using Microsoft.Extensions.Options;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Metrics;

/// <summary>The tags that every metric carries: attributes of the resource of metrics, and labels on <c>/metrics</c>.</summary>
internal sealed class CommonTags(IOptions<MetricsOptions> options, SecretValues secrets) : IResourceDetector
{
    public IReadOnlyList<KeyValuePair<string, object>> All { get; } =
        [.. options.Value.Tags
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => KeyValuePair.Create(tag.Key, (object)secrets.Redact(tag.Value)))];

    public Resource Detect() => new(All);
}
