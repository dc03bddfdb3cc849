namespace Grocery.Platform.Resilience.Inbound;

/// <summary>The requests that came in during one stretch of time, of which it counts those that are still in flight.</summary>
internal sealed class Cohort
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Enter() => Interlocked.Increment(ref _count);

    public void Leave() => Interlocked.Decrement(ref _count);
}
