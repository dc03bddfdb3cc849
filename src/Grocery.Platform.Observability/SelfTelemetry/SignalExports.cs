using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>How the exports of one signal go. Safe for concurrent use.</summary>
internal sealed class SignalExports(string name, bool isLogged, TelemetryMetrics metrics, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(1);

    private readonly RecentDrops _drops = new(time);
    private readonly Lock _lock = new();

    // Guarded by the lock.
    private double _lastSuccess;
    private long? _failingSince;
    private string _reason = FailureReason.Unknown;
    private long? _lastTold;
    private bool _isTold;

    public string Name => name;

    public CollectorAnswer Answer { get; } = new();

    public bool IsOn => Endpoint.Length > 0;

    /// <summary>Gets the queue in front of the exporter, if the signal has one.</summary>
    public SpanQueue? Queue { get; private set; }

    /// <summary>Gets the Unix time of the last success in seconds; 0 before the first.</summary>
    public double LastSuccess
    {
        get
        {
            lock (_lock)
                return _lastSuccess;
        }
    }

    // Host and port: the rest of an address may hold secrets.
    private string Endpoint { get; set; } = "";

    public void Begin(Uri endpoint) => Endpoint = endpoint.Authority;

    public SpanQueue BeginQueue(int capacity) => Queue = new SpanQueue(capacity, this);

    public void Succeed()
    {
        Answer.Forget();
        TimeSpan failed;
        lock (_lock)
        {
            metrics.Succeed(name);
            _lastSuccess = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000d;
            failed = _failingSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
            _failingSince = null;
            if (!_isTold)
                return;

            _isTold = false;
        }

        Log.ExportWorksAgain(logger, name, Endpoint, InSeconds(failed));
    }

    public void Fail(long items)
    {
        var reason = Answer.TakeReason();
        metrics.Fail(name, reason);
        Drop(items, DroppedItems.ExportFailed);
        TimeSpan failed;
        lock (_lock)
        {
            _reason = reason;
            _failingSince ??= time.GetTimestamp();
            failed = time.GetElapsedTime(_failingSince.Value);
            if (!isLogged || (_lastTold is { } last && time.GetElapsedTime(last) < QuietTime))
                return;

            _lastTold = time.GetTimestamp();
            _isTold = true;
        }

        Log.ExportFails(logger, name, Endpoint, InSeconds(failed), reason, FailureReason.FixOf(reason));
    }

    public void Drop(long items, string reason)
    {
        metrics.Drop(name, items, reason);
        _drops.Add(reason);
    }

    public void Abandon(long items)
    {
        Drop(items, DroppedItems.Stopped);
        if (isLogged)
            Log.ItemsAbandoned(logger, items, name, Endpoint);
    }

    /// <summary>Says what is wrong, without secrets.</summary>
    /// <param name="tolerated">How long exports may fail.</param>
    /// <returns><see langword="null"/> when nothing is.</returns>
    public string? DescribeTrouble(TimeSpan tolerated)
    {
        lock (_lock)
        {
            if (_failingSince is { } since && time.GetElapsedTime(since) is var failed && failed >= tolerated)
                return $"{name}: exports to {Endpoint} have failed for {InSeconds(failed):c} ({_reason})";
        }

        // Points of metrics that could not be exported are in the next export again, or told by what fails.
        return Queue is not null && _drops.Reason is { } reason ? $"{name}: dropped in the last minute ({reason})" : null;
    }

    private static TimeSpan InSeconds(TimeSpan duration) => TimeSpan.FromSeconds(Math.Floor(duration.TotalSeconds));
}
