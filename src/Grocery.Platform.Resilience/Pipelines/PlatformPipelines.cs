using System.Collections.Concurrent;
using Grocery.Platform.Resilience.Destinations;
using Microsoft.Extensions.Options;
using Polly;

namespace Grocery.Platform.Resilience.Pipelines;

/// <inheritdoc cref="IPlatformPipelines"/>
internal sealed class PlatformPipelines(
    IOptions<ResilienceOptions> resilience, LiveOptions<PipelineOptions> options, IEnumerable<PipelineFailures> failures, DestinationParts parts)
    : IPlatformPipelines
{
    private readonly ConcurrentDictionary<string, Lazy<PlatformPipeline>> _pipelines = new(StringComparer.Ordinal);

    /// <summary>Gets the pipelines that have been asked for so far. Takes no lock.</summary>
    public IEnumerable<PlatformPipeline> All => _pipelines.Select(pair => pair.Value.Value);

    public ResiliencePipeline Get(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        return !resilience.Value.Enabled
            ? ResiliencePipeline.Empty
            : _pipelines.GetOrAdd(name, static (name, pipelines) => new(() => pipelines.Create(name)), this).Value.Pipeline;
    }

    private PlatformPipeline Create(string name) =>
        new(name, failures.LastOrDefault(item => item.Name == name) ?? PipelineFailures.DefaultFor(name), options, parts);
}
