using Grocery.Platform.Resilience.Destinations;

namespace Grocery.Platform.Resilience.Budgets;

/// <summary>The budgets of the destinations that any client knows, each as long as a client knows it.</summary>
internal sealed class RetryBudgets(TimeProvider time, LiveOptions<RetryBudgetOptions> options)
{
    private readonly Dictionary<DestinationKey, (RetryBudget Budget, bool HasOwnSeries, int Users)> _budgets = [];
    private readonly Lock _lock = new();
    private int _created;

    public int Count
    {
        get
        {
            lock (_lock)
                return _budgets.Count;
        }
    }

    /// <summary>Gets those that were among the first: metric series live as long as the process.</summary>
    public IReadOnlyList<(DestinationKey Key, RetryBudget Budget)> WithOwnSeries()
    {
        lock (_lock)
            return [.. _budgets.Where(pair => pair.Value.HasOwnSeries).Select(pair => (pair.Key, pair.Value.Budget))];
    }

    /// <summary>Makes a budget that nobody shares.</summary>
    public RetryBudget Create() => new(time, options);

    public RetryBudget Acquire(DestinationKey key)
    {
        lock (_lock)
        {
            var entry = _budgets.TryGetValue(key, out var known) ? known : (Budget: Create(), HasOwnSeries: ++_created <= DestinationTable.Capacity, Users: 0);
            _budgets[key] = entry with { Users = entry.Users + 1 };
            return entry.Budget;
        }
    }

    public void Release(DestinationKey key)
    {
        lock (_lock)
        {
            var entry = _budgets[key];
            if (entry.Users == 1)
                _budgets.Remove(key);
            else
                _budgets[key] = entry with { Users = entry.Users - 1 };
        }
    }
}
