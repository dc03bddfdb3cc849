namespace Grocery.Platform.Benchmarks.Load;

/// <summary>What a service has used since it started.</summary>
/// <param name="Bytes">The bytes that it allocated.</param>
/// <param name="CpuTicks">Its processor time, in ticks of 100 ns.</param>
internal sealed record LoadUsage(long Bytes, long CpuTicks);
