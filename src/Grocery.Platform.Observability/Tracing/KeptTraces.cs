using System.Diagnostics;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>Decides at the end of a request that sampling dropped whether its trace is kept, so many a second.</summary>
internal sealed class KeptTraces(LiveOptions<KeepOptions> options, TracingMetrics metrics, TimeProvider time)
{
    public const string Attribute = "grocery.sampling.kept";
    public const string Error = "error";
    public const string Slow = "slow";

    private readonly Lock _lock = new();

    // Both guarded by the lock.
    private long _second;
    private int _keptInSecond;

    /// <summary>Marks a server span that was not sampled as kept: it counts as sampled now, and takes its local trace with it.</summary>
    /// <returns><see langword="false"/> when it is not kept.</returns>
    public bool TryKeep(Activity server, string reason)
    {
        if (!options.Value.Enabled)
            return false;

        if (!TryTake())
        {
            metrics.Cap(reason);
            return false;
        }

        server.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        server.SetTag(Attribute, reason);
        metrics.Keep(reason);
        return true;
    }

    private bool TryTake()
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;
        lock (_lock)
        {
            if (second != _second)
                (_second, _keptInSecond) = (second, 0);

            if (_keptInSecond >= options.Value.PerSecond)
                return false;

            _keptInSecond++;
            return true;
        }
    }
}
