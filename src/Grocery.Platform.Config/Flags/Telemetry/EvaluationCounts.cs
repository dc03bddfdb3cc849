using System.Collections.Concurrent;

namespace Grocery.Platform.Config.Flags.Telemetry;

/// <summary>Every series of evaluations since the start. A flag that is gone keeps its series: a counter never falls.</summary>
internal sealed class EvaluationCounts
{
    private readonly ConcurrentDictionary<(string Flag, string Variant, string Reason), EvaluationSeries> _series = new();
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private int _flags;

    /// <summary>Gets the series that have counted something.</summary>
    public IEnumerable<EvaluationSeries> All => _series.Values.Where(series => series.Count > 0);

    public EvaluationSeries Get(string flag, string variant, string reason) => _series.GetOrAdd(
        (flag, variant, reason),
        static (key, counts) => new EvaluationSeries(counts.NumberOf(key.Flag), key.Flag, key.Variant, key.Reason),
        this);

    private int NumberOf(string flag) => _numbers.GetOrAdd(flag, static (_, counts) => Interlocked.Increment(ref counts._flags) - 1, this);
}
