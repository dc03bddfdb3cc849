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

    // Guards what follows, and is pulsed when the thread has something to do or has done it.
    private readonly object _gate = new();
    private PendingLines _pending;
    private PendingLines _writing;
    private int _flushing;
    private bool _isIdle;
    private bool _isWriting;
    private bool _isRefused;
    private bool _isStopped;

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
        bool isAdded;
        lock (_gate)
        {
            var before = _pending.Length;
            isAdded = !_isStopped && _pending.TryAdd(line, level);
            if (isAdded && (_isIdle || (before < _batch && _pending.Length >= _batch)))
                Monitor.PulseAll(_gate);
        }

        if (!isAdded)
            Drop(1, _isStopped ? DropReason.Stopped : DropReason.QueueFull);
    }

    /// <summary>Counts a line that never came to be.</summary>
    public void DropInvalid() => Drop(1, DropReason.Invalid);

    /// <summary>Waits until everything that was written before has reached the stream.</summary>
    /// <param name="longest">How long to wait at most.</param>
    public bool Flush(TimeSpan longest)
    {
        var deadline = TimeProvider.System.GetTimestamp() + (long)(longest.TotalSeconds * TimeProvider.System.TimestampFrequency);
        lock (_gate)
        {
            _flushing++;
            Monitor.PulseAll(_gate);
            while ((_pending.Length > 0 || _isWriting) && _thread.IsAlive && Left(deadline) is { Ticks: > 0 } left)
                Monitor.Wait(_gate, left);

            _flushing--;
            return _pending.Length == 0 && !_isWriting;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }

        // A reader that has stalled must not hold up the stop.
        _thread.Join(LongestStop);
    }

    // An output that refused the last lines would refuse the report too.
    private TimeSpan? TimeToReport => _isRefused ? null : _drops.TimeToReport;

    private static TimeSpan Left(long deadline) => TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), deadline);

    private void Run()
    {
        while (TakeBatch())
        {
            var isWritten = TryWriteBatch();
            bool hasRoom;
            lock (_gate)
            {
                _writing.Clear();
                _isWriting = false;
                _isRefused = !isWritten;
                hasRoom = _pending.Length < _batch;
                Monitor.PulseAll(_gate);
            }

            if (isWritten && hasRoom && _drops.TakeDue() is > 0 and var count)
                ReportDrops?.Invoke(count);
        }
    }

    private bool TakeBatch()
    {
        lock (_gate)
        {
            _isIdle = true;
            while (_pending.Length == 0 && !_isStopped && TimeToReport is var wait && (wait is null || wait > TimeSpan.Zero))
                Monitor.Wait(_gate, wait ?? Timeout.InfiniteTimeSpan);

            _isIdle = false;
            if (_pending.Length > 0 && _pending.Length < _batch && !_isStopped && _flushing == 0)
                Monitor.Wait(_gate, Linger);

            if (_pending.Length == 0 && _isStopped)
                return false;

            (_pending, _writing) = (_writing, _pending);
            _isWriting = true;
            return true;
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
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException or UnauthorizedAccessException)
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
