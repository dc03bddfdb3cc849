using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>
/// Samples by the ratio of the configuration as it is now, and has those spans recorded that may yet be kept: a server span that the
/// ratio drops, and what is done under it.
/// </summary>
internal sealed class TraceSampler(LiveOptions<SamplingOptions> sampling, LiveOptions<KeepOptions> keep, Sampler unconfigured) : Sampler
{
    private volatile Head? _head;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = LocalParent(samplingParameters.ParentContext);

        // A request to an endpoint of the platform; the ratio of a sampler that ignores parents must not bring its children back.
        if (parent is { OperationName: ServerSpans.OperationName, IsAllDataRequested: false })
            return new SamplingResult(SamplingDecision.Drop);

        var result = CurrentHead().Sampler.ShouldSample(samplingParameters);
        return result.Decision == SamplingDecision.Drop && keep.Value.Enabled && MayBeKept(samplingParameters, parent)
            ? new SamplingResult(SamplingDecision.RecordOnly, result.TraceStateString!)
            : result;
    }

    private static Activity? LocalParent(in ActivityContext context) =>
        !context.IsRemote && Activity.Current is { } current && current.SpanId == context.SpanId ? current : null;

    private static bool MayBeKept(in SamplingParameters parameters, Activity? parent) => parent is null
        ? parameters is { Kind: ActivityKind.Server, Name: ServerSpans.OperationName }
        : parent is { IsAllDataRequested: true, Recorded: false };

    private Head CurrentHead()
    {
        var options = sampling.Value;
        var head = _head;
        if (head?.Options != options)
            _head = head = new Head(options, SamplerOf(options.Ratio));

        return head;
    }

    private Sampler SamplerOf(double? ratio) =>
        ratio is { } configured ? new ParentBasedSampler(new TraceIdRatioBasedSampler(configured)) : unconfigured;

    private sealed class Head(SamplingOptions options, Sampler sampler)
    {
        public SamplingOptions Options => options;

        public Sampler Sampler => sampler;
    }
}
