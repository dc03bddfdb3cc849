namespace Grocery.Samples.Storefront.Accounts;

/// <summary>Counts attempts by a key, such as a name, and refuses more than some in a minute. Safe for concurrent use.</summary>
internal sealed class AttemptLimit(TimeProvider time, int attempts)
{
    public const int MostKeys = 10_000;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    // Both guarded by the lock. The windows are in the order in which they began, and so in that in which they end.
    private readonly Dictionary<string, LinkedListNode<Entry>> _keys = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _windows = new();

    public int Count
    {
        get
        {
            lock (_lock)
                return _keys.Count;
        }
    }

    /// <summary>Counts an attempt before it is checked, so that attempts at the same moment count too.</summary>
    /// <returns>How long to wait; <see langword="null"/> when the attempt may go on.</returns>
    public TimeSpan? Enter(string key)
    {
        lock (_lock)
        {
            while (_windows.First is { } oldest && time.GetElapsedTime(oldest.Value.Since) >= Window)
                Remove_NeedsLock(oldest);

            if (!_keys.TryGetValue(key, out var known))
            {
                Begin_NeedsLock(key);
                return null;
            }

            if (known.Value.Count >= attempts)
                return Window - time.GetElapsedTime(known.Value.Since);

            known.ValueRef.Count++;
            return null;
        }
    }

    /// <summary>Forgets the attempts with a key, since one was right.</summary>
    public void Clear(string key)
    {
        lock (_lock)
        {
            if (_keys.TryGetValue(key, out var known))
                Remove_NeedsLock(known);
        }
    }

    private void Begin_NeedsLock(string key)
    {
        if (_keys.Count >= MostKeys)
            Remove_NeedsLock(_windows.First!);

        _keys[key] = _windows.AddLast(new Entry(key, time.GetTimestamp(), Count: 1));
    }

    private void Remove_NeedsLock(LinkedListNode<Entry> entry)
    {
        _windows.Remove(entry);
        _keys.Remove(entry.Value.Key);
    }

    private record struct Entry(string Key, long Since, int Count);
}
