namespace Grocery.Platform.Config.Refresh;

/// <summary>
/// When the sources are read again: after the period, more or less by a random share, later after failures, and not before the requests that
/// were sent fit the budget. Only for the loop that reads, but <see cref="Spend"/>, which may be called from anywhere.
/// </summary>
/// <param name="instance">The instance, which starts the random sequence.</param>
/// <param name="time">The clock.</param>
internal sealed class RefreshSchedule(string instance, TimeProvider time)
{
    private const double Jitter = 0.25;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(2);

    // Made when it is first needed: the hash behind it loads OpenSSL, which a service without sources does not pay for.
    private readonly Lazy<Random> _random = new(() => InstanceRandom.Create(instance));
    private readonly Lock _lock = new();
    private double _debt;
    private DateTimeOffset _debtAt = time.GetUtcNow();

    /// <summary>Counts requests against the budget.</summary>
    public void Spend(int requests, int perMinute)
    {
        lock (_lock)
        {
            // What many reads by the trigger have cost is paid back within an hour, or who asks often would stop the loop.
            _debt = Math.Min(DebtLeft(perMinute) + requests, Math.Max(requests, perMinute * 60));
            _debtAt = time.GetUtcNow();
        }
    }

    /// <summary>Finds the time to wait.</summary>
    /// <param name="options">The period, and the budget.</param>
    /// <param name="failures">How many reads have failed since the last good one.</param>
    public TimeSpan Next(RefreshOptions options, int failures)
    {
        var period = options.Period;
        var longest = period > LongestBackOff ? period : LongestBackOff;
        var backOff = Math.Min(longest / period, Math.Pow(2, Math.Min(failures, 30)));
        var random = _random.Value.NextDouble();
        var wait = period * backOff * (1 - Jitter + (2 * Jitter * random));
        lock (_lock)
        {
            var unpaid = TimeSpan.FromMinutes(DebtLeft(options.MaxRequestsPerMinute) / options.MaxRequestsPerMinute * (1 + (Jitter * random)));
            var next = unpaid > wait ? unpaid : wait;
            return next < LongestWait ? next : LongestWait;
        }
    }

    private double DebtLeft(int perMinute) => Math.Max(0, _debt - ((time.GetUtcNow() - _debtAt).TotalMinutes * perMinute));
}
