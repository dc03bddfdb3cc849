using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Flags.Telemetry;

/// <summary>
/// Counts questions for flags that nobody defined, and warns of each name once. A name may come from a user: only so many are kept, and of
/// each only so much.
/// </summary>
internal sealed class UnknownFlags(ILoggerFactory loggers)
{
    /// <summary>The most names that are kept.</summary>
    public const int Most = 1000;

    private const int LongestName = 100;

    private readonly ConcurrentDictionary<string, StripedCounter> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly StripedCounter _count = new();
    private readonly ILogger _logger = loggers.CreateLogger(FeatureFlags.Category);
    private int _kept;

    public long Count => _count.Sum;

    /// <summary>Gets how often each name was asked for.</summary>
    public IEnumerable<KeyValuePair<string, long>> Names => _names.Select(name => KeyValuePair.Create(name.Key, name.Value.Sum));

    public void Report(string name)
    {
        _count.Increment();
        var kept = name.Length > LongestName ? name[..LongestName] : name;
        if (_names.TryGetValue(kept, out var known))
            known.Increment();
        else if (Volatile.Read(ref _kept) <= Most)
            Add(kept);
    }

    private void Add(string name)
    {
        var own = new StripedCounter();
        var count = _names.GetOrAdd(name, own);
        count.Increment();
        if (!ReferenceEquals(count, own))
            return;

        var place = Interlocked.Increment(ref _kept);
        if (place <= Most)
        {
            Log.FlagUnknown(_logger, name);
            return;
        }

        _names.TryRemove(name, out _);
        if (place == Most + 1)
            Log.UnknownFlagsNotNamed(_logger, Most);
    }
}
