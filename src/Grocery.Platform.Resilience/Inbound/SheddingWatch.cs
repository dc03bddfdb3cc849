using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>Says when shedding begins, and when it is over: not for each request.</summary>
internal sealed class SheddingWatch(InboundLimiter limiter, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly ILogger _logger = loggers.CreateLogger(Log.Category);
    private readonly Lock _lock = new();
    private volatile bool _isShedding;
    private ITimer? _timer;
    private long _start;
    private long _last;
    private long _count;

    public void Shed(string reason)
    {
        Volatile.Write(ref _last, time.GetTimestamp());
        Interlocked.Increment(ref _count);
        if (!_isShedding)
            Begin(reason);
    }

    public void Dispose()
    {
        lock (_lock)
            _timer?.Dispose();
    }

    private void Begin(string reason)
    {
        lock (_lock)
        {
            if (_isShedding)
                return;

            _start = time.GetTimestamp();
            _timer?.Dispose();

            // It must not hold what flows with the request that happened to be first.
            using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
                _timer = time.CreateTimer(_ => EndIfQuiet(), null, Quiet, Quiet);

            _isShedding = true;
        }

        var (limit, inFlight) = (limiter.Limit, limiter.InFlight);
        Log.SheddingBegan(_logger, limit, inFlight, reason);
    }

    private void EndIfQuiet()
    {
        TimeSpan duration;
        long count;
        lock (_lock)
        {
            var last = Volatile.Read(ref _last);
            if (!_isShedding || time.GetElapsedTime(last) < Quiet)
                return;

            duration = time.GetElapsedTime(_start, last);
            count = Interlocked.Exchange(ref _count, 0);
            _isShedding = false;
            _timer?.Dispose();
            _timer = null;
        }

        Log.SheddingEnded(_logger, count, duration);
    }
}
