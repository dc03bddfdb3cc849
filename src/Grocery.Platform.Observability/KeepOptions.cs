using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Observability;

/// <summary>
/// Which traces are kept although sampling drops them, read from <c>Platform:Observability:Sampling:Keep</c>. A change takes effect
/// without a restart.
/// </summary>
/// <remarks>
/// What is kept is the part of the trace in this process: the server span of a request that failed or was slow, and the spans that
/// ended under it. The server span is marked by <c>grocery.sampling.kept</c>, <c>error</c> or <c>slow</c>. Other services are still
/// told that the trace is not sampled.
/// </remarks>
public sealed class KeepOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Sampling:Keep</c>.</summary>
    public const string Section = "Platform:Observability:Sampling:Keep";

    /// <summary>Gets or sets a value indicating whether the traces of failed and of slow requests are kept.</summary>
    /// <value><see langword="true"/> by default. When <see langword="false"/>, a span that is not sampled costs next to nothing; otherwise
    /// the spans under an unsampled request are recorded until it has ended.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets how many traces are kept in one second at most; <c>grocery.tracing.capped</c> counts the others.</summary>
    /// <value>1 to 10000; 10 by default.</value>
    [Range(1, 10_000)]
    public int PerSecond { get; set; } = 10;
}
