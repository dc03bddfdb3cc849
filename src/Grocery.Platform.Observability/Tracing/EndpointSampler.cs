using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>Drops the server spans of the platform's own endpoints, whatever their caller decided, and asks another sampler for the rest.</summary>
internal sealed class EndpointSampler(Sampler sampler, Lazy<IEnumerable<PlatformEndpoint>> endpoints) : Sampler
{
    private readonly Lazy<FrozenSet<string>> _paths = new(() => endpoints.Value
        .Where(endpoint => endpoint.Enabled)
        .Select(endpoint => endpoint.Path)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Server && IsEndpoint(samplingParameters.Tags)
            ? new SamplingResult(SamplingDecision.Drop)
            : sampler.ShouldSample(samplingParameters);

    private bool IsEndpoint(IEnumerable<KeyValuePair<string, object?>>? tags) =>
        FindPath(tags) is { } path && _paths.Value.Contains(path);

    private static string? FindPath(IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        foreach (var tag in tags ?? [])
        {
            if (tag.Key == "url.path")
                return tag.Value as string;
        }

        return null;
    }
}
