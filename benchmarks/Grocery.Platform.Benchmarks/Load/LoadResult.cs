namespace Grocery.Platform.Benchmarks.Load;

/// <summary>What one stack did in one round.</summary>
/// <param name="Rate">Requests a second, as fast as it could.</param>
/// <param name="Cpu">Processor time of the service for a request, in microseconds.</param>
/// <param name="Bytes">Bytes that the service allocated for a request.</param>
internal sealed record LoadResult(double Rate, double Cpu, double Bytes)
{
    /// <summary>Gets the 99th percentile of the duration at a fixed rate, in microseconds; measured after the rest.</summary>
    public double P99 { get; init; }
}
