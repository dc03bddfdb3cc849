namespace Grocery.Platform.Comparison.Processes;

/// <summary>What a service has used since it started.</summary>
/// <param name="Bytes">The bytes that it allocated.</param>
/// <param name="CpuTicks">Its processor time, in ticks of 100 ns.</param>
internal sealed record ServiceUsage(long Bytes, long CpuTicks)
{
    /// <summary>Gets the processor time and the bytes of one of so many requests.</summary>
    /// <param name="before">What had been used before them.</param>
    /// <param name="requests">How many.</param>
    public (double Microseconds, double Bytes) PerRequest(ServiceUsage before, long requests) => (
        TimeSpan.FromTicks(CpuTicks - before.CpuTicks).TotalMicroseconds / requests,
        (Bytes - before.Bytes) / (double)requests);
}
