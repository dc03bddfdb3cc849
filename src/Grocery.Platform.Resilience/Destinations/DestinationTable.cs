using System.Collections.Concurrent;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>
/// The destinations of one client. When there are too many, the tenth that was used least recently is forgotten; a call under
/// way keeps its own. Reading takes no lock.
/// </summary>
internal sealed class DestinationTable(Func<DestinationKey, bool, Destination> create, Action<DestinationKey> forgotten)
{
    /// <summary>The most destinations that keep a state of their own.</summary>
    public const int Capacity = 1_000;

    private readonly ConcurrentDictionary<DestinationKey, Destination> _destinations = new();
    private readonly Lock _lock = new();

    // Written under the lock. It is also the clock of the eviction: only an addition can make a destination too old.
    private long _added;

    public int Count => _destinations.Count;

    /// <summary>Gets the destinations of now. Unlike the values of the dictionary, its enumeration takes no lock.</summary>
    public IEnumerable<Destination> All => _destinations.Select(pair => pair.Value);

    /// <summary>Finds a destination that was called before.</summary>
    public Destination? Find(Uri uri) => _destinations.GetValueOrDefault(DestinationKey.Of(uri));

    public Destination Get(Uri uri)
    {
        var key = DestinationKey.Of(uri);
        var destination = _destinations.TryGetValue(key, out var known) ? known : Add(key);
        destination.LastUse = Volatile.Read(ref _added);
        return destination;
    }

    private Destination Add(DestinationKey key)
    {
        lock (_lock)
        {
            if (_destinations.TryGetValue(key, out var known))
                return known;

            if (_destinations.Count >= Capacity)
                Evict_NeedsLock();

            // Metric series live as long as the process, so only the first destinations get series of their own.
            return _destinations[key] = create(key, ++_added <= Capacity);
        }
    }

    private void Evict_NeedsLock()
    {
        // What an operator or a breaker has decided is not forgotten before what works.
        var oldest = _destinations.ToArray()
            .OrderBy(pair => pair.Value.Breaker.State is not Breakers.BreakerState.Closed)
            .ThenBy(pair => pair.Value.LastUse)
            .Take(Capacity / 10);
        foreach (var (key, _) in oldest)
        {
            if (_destinations.TryRemove(key, out _))
                forgotten(key);
        }
    }
}
