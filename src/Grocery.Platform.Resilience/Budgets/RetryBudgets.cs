using Grocery.Platform.Resilience.Destinations;

namespace Grocery.Platform.Resilience.Budgets;

/// <summary>The budgets of the destinations that any client knows, each as long as a client knows it.</summary>
internal sealed class RetryBudgets(TimeProvider time, LiveOptions<RetryBudgetOptions> options)
{
    private readonly Dictionary<DestinationKey, (RetryBudget Budget, int Users)> _budgets = [];
    private readonly Lock _lock = new();
    private int _created;

    public IReadOnlyList<(DestinationKey Key, RetryBudget Budget)> All
    {
        get
        {
            lock (_lock)
                return [.. _budgets.Select(pair => (pair.Key, pair.Value.Budget))];
        }
    }

    public RetryBudget Acquire(DestinationKey key)
    {
        lock (_lock)
        {
            var (budget, users) = _budgets.TryGetValue(key, out var known) ? known : (Create_NeedsLock(), 0);
            _budgets[key] = (budget, users + 1);
            return budget;
        }
    }

    public void Release(DestinationKey key)
    {
        lock (_lock)
        {
            var (budget, users) = _budgets[key];
            if (users == 1)
                _budgets.Remove(key);
            else
                _budgets[key] = (budget, users - 1);
        }
    }

    // Metric series live as long as the process, so only the first ones get series of their own.
    private RetryBudget Create_NeedsLock() => new(time, options) { HasOwnSeries = ++_created <= DestinationTable.Capacity };
}
