using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>One check that runs in the background, and its last snapshot. Written by its loop alone; reading takes no lock.</summary>
internal sealed class BackgroundCheck(HealthCheckRegistration registration, CheckSettings settings, TimeProvider time)
{
    private const int StalePeriods = 3;

    private readonly TimeSpan _staleAfter = settings.Period * StalePeriods;
    private volatile CheckSnapshot? _snapshot;

    public string Name => registration.Name;

    public HealthCheckRegistration Registration => registration;

    public CheckSettings Settings => settings;

    /// <summary>Gets the state after the last run, or <see langword="null"/> before the first has ended.</summary>
    public CheckSnapshot? Snapshot => _snapshot;

    private HealthStatus StatusWhenDown => settings.Dependency == HealthDependency.Soft ? HealthStatus.Degraded : HealthStatus.Unhealthy;

    /// <summary>Says what the check means for the service at a time; without a fresh result it counts as down.</summary>
    public HealthStatus StatusAt(long now) => _snapshot is { } snapshot && IsFresh(snapshot, now) ? snapshot.Status : StatusWhenDown;

    public bool IsUpAt(long now) => _snapshot is { IsUp: true } snapshot && IsFresh(snapshot, now);

    public CheckSnapshot Record(CheckRun run)
    {
        var last = _snapshot;
        var failures = run.IsFailure ? (last?.ConsecutiveFailures ?? 0) + 1 : 0;
        var isUp = !run.IsFailure || (last is { IsUp: true } && failures < settings.Threshold);
        var status = !isUp ? StatusWhenDown : run.IsFailure ? last!.Status : run.Status;

        return _snapshot = new(status, isUp, failures, run.Duration, time.GetUtcNow(), time.GetTimestamp(), run.Description);
    }

    private bool IsFresh(CheckSnapshot snapshot, long now) => time.GetElapsedTime(snapshot.Timestamp, now) <= _staleAfter;
}
