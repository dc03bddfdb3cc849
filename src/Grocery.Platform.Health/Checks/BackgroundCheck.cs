using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>One check, and its last snapshot. Written by the one run of it that there is at a time; reading takes no lock.</summary>
internal sealed class BackgroundCheck(
    HealthCheckRegistration registration, CheckSettings settings, StatusChanges changes, TimeProvider time)
{
    private const int StalePeriods = 3;
    private const long NoTurn = long.MinValue;

    // In units of the clock's timestamps, because each probe asks.
    private readonly long _staleAfter = (long)(settings.Period.TotalSeconds * StalePeriods * time.TimestampFrequency);
    private volatile CheckSnapshot? _snapshot;
    private long _lastTurn = NoTurn;

    public string Name => registration.Name;

    public HealthCheckRegistration Registration => registration;

    public CheckSettings Settings => settings;

    /// <summary>Gets the state after the last run, or <see langword="null"/> before the first has ended.</summary>
    public CheckSnapshot? Snapshot => _snapshot;

    private HealthStatus StatusWhenDown => settings.Dependency == HealthDependency.Soft ? HealthStatus.Degraded : HealthStatus.Unhealthy;

    /// <summary>Says what the check means for the service at a time; without a fresh result it counts as down.</summary>
    public HealthStatus StatusAt(long now) => StatusAt(now, out _);

    /// <inheritdoc cref="StatusAt(long)"/>
    /// <param name="now">The time.</param>
    /// <param name="until">Until when that holds if nothing is recorded.</param>
    public HealthStatus StatusAt(long now, out long until)
    {
        var snapshot = _snapshot;
        until = snapshot is not null && IsFresh(snapshot, now) ? snapshot.Timestamp + _staleAfter : long.MaxValue;
        return StatusOf(snapshot, now);
    }

    public bool IsUpAt(long now) => _snapshot is { IsUp: true } snapshot && IsFresh(snapshot, now);

    /// <summary>Says what the last run said, or that it was too long ago to go by.</summary>
    public string? DescriptionAt(long now)
    {
        if (_snapshot is not { } snapshot)
            return "no result yet";
        if (IsFresh(snapshot, now))
            return snapshot.Description;

        var stale = $"stale: the last result is {time.GetElapsedTime(snapshot.Timestamp, now):c} old, more than {StalePeriods} periods";
        return snapshot.Description is { } description ? $"{stale}; it said: {description}" : stale;
    }

    /// <summary>Notes that the loop of the check is alive, whatever comes of the run.</summary>
    public void BeginTurn() => Volatile.Write(ref _lastTurn, time.GetTimestamp());

    /// <summary>Says whether the loop is late by more than a time. A check that hangs does not hold it up.</summary>
    public bool IsStalledAt(long now, TimeSpan late) =>
        Volatile.Read(ref _lastTurn) is not NoTurn and var last && now - last > _staleAfter + (long)(late.TotalSeconds * time.TimestampFrequency);

    public CheckSnapshot Record(CheckRun run)
    {
        var last = _snapshot;
        var failures = run.IsFailure ? (last?.ConsecutiveFailures ?? 0) + 1 : 0;
        var successes = run.IsFailure ? 0 : (last?.ConsecutiveSuccesses ?? 0) + 1;
        var isUp = run.IsFailure
            ? last is { IsUp: true } && failures < settings.Threshold
            : last is null or { IsUp: true } || successes >= settings.SuccessThreshold;
        var status = !isUp ? StatusWhenDown : run.IsFailure ? last!.Status : run.Status;

        var now = time.GetTimestamp();
        var snapshot = new CheckSnapshot(status, isUp, failures, successes, run.Duration, time.GetUtcNow(), now, run.Description, run.Data);
        _snapshot = snapshot;

        // After it, or who asks in between would keep the old status as the one since the change. The last result may have become too old
        // just before this one was there, and who asked then keeps that.
        if (status != StatusOf(last, now) || status != StatusOf(last, time.GetTimestamp()))
            changes.Add();

        return snapshot;
    }

    private HealthStatus StatusOf(CheckSnapshot? snapshot, long now) => snapshot is not null && IsFresh(snapshot, now) ? snapshot.Status : StatusWhenDown;

    private bool IsFresh(CheckSnapshot snapshot, long now) => now - snapshot.Timestamp <= _staleAfter;
}
