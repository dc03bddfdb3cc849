namespace Grocery.Platform.Comparison.Processes;

/// <summary>What wrk measured.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="Rate">How many a second.</param>
/// <param name="P50">The median of the latency, in microseconds.</param>
/// <param name="P99">Its 99th percentile, in microseconds.</param>
internal sealed record WrkResult(long Requests, double Rate, double P50, double P99);
