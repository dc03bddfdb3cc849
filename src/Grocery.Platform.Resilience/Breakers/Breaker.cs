using System.Globalization;
using Grocery.Platform.Resilience.Budgets;

namespace Grocery.Platform.Resilience.Breakers;

/// <summary>
/// The circuit breaker of one destination. A closed one, which is nearly always, takes no lock. Its counts and its state outlive a
/// change of the options.
/// </summary>
internal sealed class Breaker(TimeProvider time, Action<BreakerChange> changed)
{
    private readonly Lock _lock = new();

    // Read without the lock; written under it.
    private volatile BreakerState _state;
    private volatile Counts? _counts;

    // Under the lock.
    private long _until;
    private long _closedSince = long.MinValue / 2;
    private int _openings;

    /// <summary>Gets the state of now: what has run out is over, also when nobody calls.</summary>
    public BreakerState State
    {
        get
        {
            var state = _state;
            if (state is BreakerState.Closed)
                return state;

            var isOver = time.GetTimestamp() >= Volatile.Read(ref _until);
            return (state, isOver) switch
            {
                (BreakerState.Open or BreakerState.HalfOpen, true) => BreakerState.HalfOpen,
                (_, true) => BreakerState.Closed,
                _ => state,
            };
        }
    }

    /// <summary>Gets a value indicating whether attempts are rejected now.</summary>
    public bool IsRejecting =>
        _state is BreakerState.Open or BreakerState.HalfOpen or BreakerState.Isolated && time.GetTimestamp() < Volatile.Read(ref _until);

    /// <summary>Gets how long the state lasts, where that is known.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            var left = Volatile.Read(ref _until) - time.GetTimestamp();
            return _state is BreakerState.Closed or BreakerState.HalfOpen || left <= 0 ? null : time.GetElapsedTime(0, left);
        }
    }

    /// <summary>Gets the attempts of the window, and those of them that failed and that were slow.</summary>
    public (long Attempts, long Failed, long Slow) Window
    {
        get
        {
            var now = time.GetTimestamp();
            return _counts is { } counts ? (counts.Attempts.Sum(now), counts.Failed.Sum(now), counts.Slow.Sum(now)) : default;
        }
    }

    /// <summary>Says whether an attempt may be made. <paramref name="isTrial"/>: by its end the breaker closes or opens again.</summary>
    public bool TryEnter(long now, CallOptions options, out bool isTrial)
    {
        isTrial = false;
        return _state is BreakerState.Closed || TryEnterSlowly(now, options, out isTrial);
    }

    public void Report(long now, CallOptions options, bool isTrial, Verdict verdict, string failure)
    {
        if (isTrial)
            ReportTrial(now, options, verdict, failure);
        else if (_state is BreakerState.Closed && verdict is not Verdict.None && options.BreakerEnabled)
            Count(now, options, verdict, failure);
    }

    /// <summary>Rejects all attempts for a while, or lets all through.</summary>
    /// <param name="state"><see cref="BreakerState.Isolated"/> or <see cref="BreakerState.HeldClosed"/>.</param>
    /// <param name="duration">After it the breaker is closed, and judges by itself.</param>
    public void Hold(BreakerState state, TimeSpan duration) =>
        Change(time.GetTimestamp(), new BreakerChange(state, duration), static _ => true);

    /// <summary>Ends what <see cref="Hold"/> began; and closes an open breaker.</summary>
    public void Release() => Change(time.GetTimestamp(), new BreakerChange(BreakerState.Closed, IsByOperator: true), static state => state is not BreakerState.Closed);

    private bool TryEnterSlowly(long now, CallOptions options, out bool isTrial)
    {
        isTrial = false;
        BreakerChange? change;
        lock (_lock)
        {
            if (_state is BreakerState.Closed)
                return true;

            // What an operator said holds also where the breaker itself is off.
            var isOwn = _state is BreakerState.Open or BreakerState.HalfOpen;
            if (now < _until && !(isOwn && !options.BreakerEnabled))
                return _state is BreakerState.HeldClosed;

            isTrial = isOwn && options.BreakerEnabled;
            var isNew = _state is not BreakerState.HalfOpen;

            // A trial ends by its time-out; the next one comes when even that failed.
            change = isTrial
                ? Set_NeedsLock(now, new BreakerChange(BreakerState.HalfOpen, options.BreakDuration + options.AttemptTimeout))
                : Set_NeedsLock(now, new BreakerChange(BreakerState.Closed));
            if (!isNew)
                change = null;
        }

        if (change is { } made)
            changed(made);
        return true;
    }

    private void ReportTrial(long now, CallOptions options, Verdict verdict, string failure)
    {
        if (verdict is Verdict.Success)
        {
            Change(now, new BreakerChange(BreakerState.Closed), static state => state is BreakerState.HalfOpen);
        }
        else if (verdict is not Verdict.None)
        {
            Open(now, options, BreakerState.HalfOpen, verdict is Verdict.Slow ? "the attempt that tried was slow" : failure);
        }
        else
        {
            // Cancelled: the next one tries.
            lock (_lock)
            {
                if (_state is BreakerState.HalfOpen)
                    Volatile.Write(ref _until, now);
            }
        }
    }

    private void Count(long now, CallOptions options, Verdict verdict, string failure)
    {
        var counts = CountsFor(options);
        counts.Attempts.Add(now, 1);
        if (verdict is Verdict.Success)
            return;

        var (bad, ratio) = verdict is Verdict.Slow
            ? (counts.Slow, options.BreakerSlowCallRatio)
            : (counts.Failed, options.BreakerFailureRatio);
        bad.Add(now, 1);
        var attempts = counts.Attempts.Sum(now);
        var sum = bad.Sum(now);
        if (attempts < options.BreakerMinimumThroughput || sum < ratio * attempts)
            return;

        var what = verdict is Verdict.Slow ? "were slow" : $"failed, the last by {failure}";
        Open(now, options, BreakerState.Closed, string.Create(CultureInfo.InvariantCulture, $"{sum} of {attempts} attempts {what}"));
    }

    private void Open(long now, CallOptions options, BreakerState from, string reason)
    {
        BreakerChange change;
        lock (_lock)
        {
            if (_state != from)
                return;

            var isRepeated = from is BreakerState.HalfOpen || now - _closedSince < Ticks(options.BreakerWindow);
            _openings = isRepeated ? Math.Min(_openings + 1, 20) : 1;

            // Not from the second on: in a chain a trial may fail because the next breaker in it, as old as this one, was not due yet.
            var growth = options.BreakDuration * (1L << Math.Max(0, _openings - 2));
            change = Set_NeedsLock(now, new BreakerChange(
                BreakerState.Open, growth < options.MaxBreakDuration ? growth : options.MaxBreakDuration, reason));
        }

        changed(change);
    }

    private void Change(long now, BreakerChange change, Func<BreakerState, bool> isFrom)
    {
        lock (_lock)
        {
            if (!isFrom(_state))
                return;

            Set_NeedsLock(now, change);
        }

        changed(change);
    }

    private BreakerChange Set_NeedsLock(long now, BreakerChange change)
    {
        if (change.State is BreakerState.Closed)
        {
            _closedSince = now;
            _counts = null;
        }

        Volatile.Write(ref _until, change.Duration is { } duration ? now + Ticks(duration) : now);
        _state = change.State;
        return change;
    }

    private Counts CountsFor(CallOptions options)
    {
        if (_counts is { } counts && counts.Window == options.BreakerWindow)
            return counts;

        lock (_lock)
        {
            if (_counts?.Window != options.BreakerWindow)
                _counts = new Counts(options.BreakerWindow, Ticks(options.BreakerWindow));

            return _counts!;
        }
    }

    private long Ticks(TimeSpan duration) => (long)(duration.TotalSeconds * time.TimestampFrequency);

    private sealed class Counts(TimeSpan window, long ticks)
    {
        public TimeSpan Window => window;

        public RollingCount Attempts { get; } = new(ticks);

        public RollingCount Failed { get; } = new(ticks);

        public RollingCount Slow { get; } = new(ticks);
    }
}
