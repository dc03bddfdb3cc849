namespace Grocery.Platform.Resilience.Budgets;

/// <summary>
/// How many requests may go to one destination in addition to the first ones: a part of the requests of the last 10 seconds, and a
/// minimum. Shared by all clients; lock-free.
/// </summary>
internal sealed class RetryBudget(TimeProvider time, LiveOptions<RetryBudgetOptions> options)
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly RollingCount _requests = new(time.TimestampFrequency * Window.Seconds);
    private readonly RollingCount _spent = new(time.TimestampFrequency * Window.Seconds);

    /// <summary>Gets how many may be sent now.</summary>
    public long Remaining
    {
        get
        {
            var now = time.GetTimestamp();
            return Math.Max(0, Allowed(now) - _spent.Sum(now));
        }
    }

    public void CountRequest(long now) => _requests.Add(now, 1);

    public bool TrySpend()
    {
        if (!options.Value.Enabled)
            return true;

        // Spent before it is judged: of two at the same time both may be refused, but never both accepted.
        var now = time.GetTimestamp();
        _spent.Add(now, 1);
        if (_spent.Sum(now) <= Allowed(now))
            return true;

        _spent.Add(now, -1);
        return false;
    }

    private long Allowed(long now)
    {
        var current = options.Value;
        return current.Minimum + (long)(current.Ratio * _requests.Sum(now));
    }
}
