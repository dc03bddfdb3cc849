using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>
/// The token of a request, cancelled at its deadline or when its client goes away. Pooled but for the token, which work that the request
/// leaves behind may keep; it belongs to one request from <see cref="Begin"/> until <see cref="TryEnd"/>.
/// </summary>
internal sealed class RequestCancellation : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly ILogger _logger;
    private CancellationTokenRegistration _client;
    private CancellationTokenSource? _source;

    // Under the lock: a timer that fires late must not cancel the next request.
    private AmbientDeadline? _deadline;
    private bool _isCut;

    public RequestCancellation(TimeProvider time, ILogger logger)
    {
        _logger = logger;

        // Nor must it hold what flows with the request that happened to be first.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(
                static state => ((RequestCancellation)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public CancellationToken Token => _source?.Token ?? CancellationToken.None;

    /// <summary>Gets a value indicating whether the deadline has cancelled the token.</summary>
    public bool IsCut
    {
        get
        {
            lock (_lock)
                return _isCut;
        }
    }

    public void Begin(AmbientDeadline deadline, CancellationToken client)
    {
        var source = new CancellationTokenSource();
        lock (_lock)
            (_deadline, _source) = (deadline, source);

        _client = client.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        Arm(deadline.Remaining);
    }

    /// <summary>Ends the use.</summary>
    /// <returns>Whether another request may use it.</returns>
    public bool TryEnd()
    {
        // Not disposed: that would wait for a callback that is running.
        _client.Unregister();
        _client = default;
        lock (_lock)
        {
            (_deadline, _source) = (null, null);
            if (_isCut)
                return false;
        }

        return _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        CancellationTokenSource? source;
        lock (_lock)
        {
            if (_deadline is not { IsLifted: false } deadline)
                return;

            // A timer may fire early, by its own resolution or because it was set for the request before.
            if (deadline.Remaining is var left && left > TimeSpan.Zero)
            {
                Arm(left);
                return;
            }

            _isCut = true;
            source = _source;
        }

        try
        {
            source?.Cancel();
        }
        catch (Exception exception)
        {
            // Of what the service registered with the token; here it would end the process.
            Log.CancellationFailed(_logger, exception);
        }
    }

    // Timers count in whole milliseconds, and cut off the rest.
    private void Arm(TimeSpan left) =>
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
}
