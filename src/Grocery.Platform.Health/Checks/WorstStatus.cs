using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>
/// What several checks mean for the service: the worst of them, and healthy without any. Only the first question after a change, and after a
/// result may have become too old, looks at every check. Safe for concurrent use; takes no lock.
/// </summary>
internal sealed class WorstStatus(BackgroundCheck[] checks, StatusChanges changes)
{
    private volatile Answer? _last;

    public HealthStatus At(long now)
    {
        var count = changes.Count;
        if (_last is not { } last || last.Changes != count || now > last.Until)
            _last = last = Find(count, now);

        return last.Status;
    }

    private Answer Find(int count, long now)
    {
        var (worst, until) = (HealthStatus.Healthy, long.MaxValue);
        foreach (var check in checks)
        {
            var status = check.StatusAt(now, out var fresh);
            worst = status < worst ? status : worst;
            until = Math.Min(until, fresh);
        }

        return new Answer(worst, count, until);
    }

    private sealed record Answer(HealthStatus Status, int Changes, long Until);
}
