using Grocery.Platform.Health.Checks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Liveness;

/// <summary>Says whether the process can make progress. Reading does no I/O, takes no lock and allocates nothing.</summary>
internal sealed class ProcessHealth(ThreadPoolWatch pool, HealthSnapshot snapshot, IOptions<LivenessOptions> options, TimeProvider time)
{
    public bool IsLive => !options.Value.Enabled || (!pool.IsStarved && FindStalled() is null);

    /// <summary>Gets how long the thread pool takes to start a work item.</summary>
    public TimeSpan ThreadPoolDelay => pool.Delay;

    /// <summary>Gets why the process is not live, in words; <see langword="null"/> when it is.</summary>
    public string? Problem
    {
        get
        {
            if (!options.Value.Enabled)
                return null;
            if (pool.IsStarved)
                return $"the thread pool took {pool.Delay:c} to start a work item, more than {options.Value.MaxDelay:c}";

            return FindStalled() is { } check ? $"the loop of check {check.Name} stands still" : null;
        }
    }

    private BackgroundCheck? FindStalled()
    {
        var now = time.GetTimestamp();
        foreach (var check in snapshot.Checks)
        {
            if (check.IsStalledAt(now, options.Value.MaxDelay))
                return check;
        }

        return null;
    }
}
