using Grocery.Platform.Testing.Processes;

namespace Grocery.Platform.TestSupport;

/// <summary>A clock that a test moves by hand. Timers fire inside <see cref="Advance"/>, in the order in which they are due.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<ManualTimer> _armed = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Gets the time until the next timer is due, or null when none is pending.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_lock)
                return _armed.Count == 0 ? null : _armed.Min(timer => timer.DueAt) - _now;
        }
    }

    /// <summary>Counts the timers that fire only later than <paramref name="from"/> now: how a test sees that a loop has come to its delay.</summary>
    public int CountTimers(TimeSpan from)
    {
        lock (_lock)
            return _armed.Count(timer => timer.DueAt > _now + from);
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires what comes due on the way, each at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);

        var target = GetUtcNow() + by;
        while (TakeNextDue(target) is { } timer)
            timer.Fire();

        lock (_lock)
            _now = target;
    }

    /// <summary>Moves the clock to the time at which the next timer is due, and fires what is due then.</summary>
    public void AdvanceToNextTimer() => Advance(NextDue is { } by && by > TimeSpan.Zero ? by : TimeSpan.Zero);

    /// <summary>Waits for a timer due within <paramref name="atMost"/>, moves the clock to it, and returns how far that was.</summary>
    public async Task<TimeSpan> AdvanceToTimerAsync(TimeSpan atMost)
    {
        await Eventually.HoldsAsync(() => NextDue <= atMost, $"a timer that is due within {atMost}");
        var by = NextDue ?? TimeSpan.Zero;
        Advance(by);
        return by;
    }

    /// <summary>Moves the clock and fires nothing, as on a machine that is too busy to run its timers.</summary>
    public void AdvanceWithoutTimers(TimeSpan by)
    {
        lock (_lock)
            _now += by;
    }

    private ManualTimer? TakeNextDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var next = _armed.MinBy(timer => timer.DueAt);
            if (next is null || next.DueAt > target)
                return null;

            if (next.DueAt > _now)
                _now = next.DueAt;

            if (next.Period > TimeSpan.Zero)
                next.DueAt = _now + next.Period;
            else
                _armed.Remove(next);

            return next;
        }
    }

    private bool Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (timer.IsDisposed)
                return false;

            timer.Period = period;
            timer.DueAt = _now + (dueTime > TimeSpan.Zero ? dueTime : period);
            if (dueTime > TimeSpan.Zero || (dueTime == TimeSpan.Zero && period > TimeSpan.Zero))
                _armed.Add(timer);
        }

        // What is due at once does not wait for the next move of the clock.
        if (dueTime == TimeSpan.Zero)
            ThreadPool.UnsafeQueueUserWorkItem(static due => due.Fire(), timer, preferLocal: false);

        return true;
    }

    private void Disarm(ManualTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _armed.Remove(timer);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider time, Action fire) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; set; }

        public bool IsDisposed { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => time.Arm(this, dueTime, period);

        public void Dispose() => time.Disarm(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
