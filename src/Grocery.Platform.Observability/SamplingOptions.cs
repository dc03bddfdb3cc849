using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Observability;

/// <summary>Which traces are recorded, read from <c>Platform:Observability:Sampling</c>. A change takes effect without a restart.</summary>
public sealed class SamplingOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Sampling</c>.</summary>
    public const string Section = "Platform:Observability:Sampling";

    /// <summary>Gets or sets the share of traces that is recorded. A caller's decision, which comes in <c>traceparent</c>, goes first.</summary>
    /// <value>0 to 1. Unset by default: <c>OTEL_TRACES_SAMPLER</c> decides, or a sampler that the service sets in code, else every
    /// trace is recorded.</value>
    [Range(0d, 1d)]
    public double? Ratio { get; set; }
}
