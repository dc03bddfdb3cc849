using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging.Output;

/// <summary>
/// Where finished lines go: into memory at once, and from there in batches to a stream, on a thread of its own. Never blocks its caller on
/// the stream and never throws at it; what does not fit is dropped and counted. Safe for concurrent use.
/// </summary>
internal sealed class LogOutput : IDisposable
{
    private const int BatchesPerCapacity = 8;

    // Lines that come within this time share one write. Not by the TimeProvider: nothing depends on it but how soon a line is seen, and
    // its timers need the thread pool, which may be just what the lines complain about.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly LogMetrics _metrics;
    private readonly DropReport _drops;
    private readonly int _batch;
    private readonly Thread _thread;

    // Guards what follows. A line pays for it, so it is not the kind of lock that one can wait in.
    private readonly Lock _gate = new();
    private PendingLines _pending;
    private PendingLines _writing;
    private long _added;
    private long _done;
    private int _flushing;
    private bool _isIdle;
    private bool _isStopped;

    // Set when the thread has something to do.
    private readonly AutoResetEvent _work = new(false);

    // Pulsed when a batch is done.
    private readonly object _progress = new();
    private bool _isRefused;
    private bool _isLastSaid;

    public LogOutput(Stream stream, LogMetrics metrics, IOptions<LogWriterOptions> options, TimeProvider time)
    {
        var capacity = options.Value.Capacity;
        _stream = stream;
        _metrics = metrics;
        _drops = new DropReport(time);
        _batch = capacity / BatchesPerCapacity;
        _pending = new PendingLines(capacity);
        _writing = new PendingLines(capacity);
        metrics.Watch(() => (double)_pending.Length / capacity);
        _thread = new Thread(Run) { IsBackground = true, Name = "Grocery.Platform log writer" };
        _thread.Start();
    }

    /// <summary>Gets or sets what tells the log how many lines were dropped; called on the thread of this output.</summary>
    public Action<long>? ReportDrops { get; set; }

    public void Write(ReadOnlySpan<byte> line, LogLevel level)
    {
        if (!TryAdd(line, level))
            Drop(1, _isStopped ? DropReason.Stopped : DropReason.QueueFull);
    }

    /// <summary>Counts a line that never came to be.</summary>
    public void DropInvalid() => Drop(1, DropReason.Invalid);

    /// <summary>Waits until everything that was written before has reached the stream.</summary>
    /// <param name="longest">How long to wait at most.</param>
    public bool Flush(TimeSpan longest)
    {
        var deadline = TimeProvider.System.GetTimestamp() + (long)(longest.TotalSeconds * TimeProvider.System.TimestampFrequency);
        var target = BeginFlush();
        lock (_progress)
        {
            while (!IsDone(target) && _thread.IsAlive && Left(deadline) is { Ticks: > 0 } left)
                Monitor.Wait(_progress, left);
        }

        lock (_gate)
            _flushing--;
        return IsDone(target);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isStopped)
                return;

            _isStopped = true;
            _work.Set();
        }

        // A reader that has stalled must not hold up the stop.
        if (_thread.Join(LongestStop))
            _work.Dispose();
    }

    // An output that refused the last lines would refuse the report too.
    private TimeSpan? TimeToReport => _isRefused ? null : _drops.TimeToReport;

    private static TimeSpan Left(long deadline) => TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), deadline);

    private bool TryAdd(ReadOnlySpan<byte> line, LogLevel level)
    {
        lock (_gate)
        {
            // Its own thread has the last word, which is how many lines were dropped.
            var isOpen = !_isStopped || Thread.CurrentThread == _thread;
            var before = _pending.Length;
            if (!isOpen || !_pending.TryAdd(line, level))
                return false;

            _added += line.Length;
            if (_isIdle || (before < _batch && _pending.Length >= _batch))
                _work.Set();

            _isIdle = false;
            return true;
        }
    }

    private long BeginFlush()
    {
        lock (_gate)
        {
            _flushing++;
            if (!_isStopped)
                _work.Set();

            return _added;
        }
    }

    private bool IsDone(long target)
    {
        lock (_gate)
            return _done >= target;
    }

    private void Run()
    {
        while (WaitForWork())
        {
            TakeBatch();
            _isRefused = !TryWriteBatch();
            EndBatch();
            if (!_isRefused && TakeDrops() is > 0 and var count)
                ReportDrops?.Invoke(count);
        }
    }

    // False when the thread has done all that it ever will.
    private bool WaitForWork()
    {
        while (!HasWork(out var wait))
        {
            if (wait == TimeSpan.Zero)
                return false;

            _work.WaitOne(wait);
        }

        if (IsWorthWaiting())
            _work.WaitOne(Linger);

        return true;
    }

    private bool HasWork(out TimeSpan wait)
    {
        lock (_gate)
        {
            var report = _isLastSaid ? null : TimeToReport;
            wait = _isStopped ? TimeSpan.Zero : report ?? Timeout.InfiniteTimeSpan;
            _isIdle = _pending.Length == 0 && !(report is not null && wait <= TimeSpan.Zero);
            return !_isIdle;
        }
    }

    private bool IsWorthWaiting()
    {
        lock (_gate)
            return _pending.Length > 0 && _pending.Length < _batch && !_isStopped && _flushing == 0;
    }

    private void TakeBatch()
    {
        lock (_gate)
            (_pending, _writing) = (_writing, _pending);
    }

    private void EndBatch()
    {
        lock (_gate)
        {
            _done += _writing.Length;
            _writing.Clear();
        }

        lock (_progress)
            Monitor.PulseAll(_progress);
    }

    // What there are to tell of, when it is time to and there is room.
    private long TakeDrops()
    {
        lock (_gate)
        {
            if (!_isStopped)
                return _pending.Length < _batch ? _drops.TakeDue() : 0;

            // Each line that comes too late counts as dropped: were they all told of, the stop would not end.
            if (_isLastSaid || _pending.Length > 0)
                return 0;

            _isLastSaid = true;
            return _drops.TakeAll();
        }
    }

    private bool TryWriteBatch()
    {
        try
        {
            if (_writing.Length > 0)
                _stream.Write(_writing.Written);

            return true;
        }
        // "File too large" (EFBIG), of a log at its limit of size, is an ArgumentOutOfRangeException in .NET.
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException or UnauthorizedAccessException or ArgumentException)
        {
            Drop(_writing.Written.Count((byte)'\n'), DropReason.OutputFailed);
            return false;
        }
    }

    private void Drop(int lines, DropReason reason)
    {
        _metrics.Drop(lines, reason);
        _drops.Add(lines);
    }
}
