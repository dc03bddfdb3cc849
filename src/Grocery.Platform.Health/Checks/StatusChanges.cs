namespace Grocery.Platform.Health.Checks;

/// <summary>Counts when any check came to mean something else for the service. Safe for concurrent use.</summary>
internal sealed class StatusChanges
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
