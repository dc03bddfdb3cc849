using System.Numerics;

namespace Grocery.Platform.Config.Flags.Telemetry;

/// <summary>Counts from any thread without contention: each processor has a cache line of its own.</summary>
internal sealed class StripedCounter
{
    private const int LineShift = 3;
    private const int MostStripes = 16;

    private static readonly int Mask = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, MostStripes)) - 1;

    // The first line is left to the header of the array.
    private readonly long[] _cells = new long[(Mask + 2) << LineShift];

    public long Sum
    {
        get
        {
            var sum = 0L;
            for (var i = 0; i < _cells.Length; i++)
                sum += Volatile.Read(ref _cells[i]);

            return sum;
        }
    }

    public void Increment() => Interlocked.Increment(ref _cells[((Thread.GetCurrentProcessorId() & Mask) + 1) << LineShift]);
}
