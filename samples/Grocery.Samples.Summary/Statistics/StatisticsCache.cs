using Grocery.Samples.Shop.Clients;
using Grocery.Samples.Summary.Clients;

namespace Grocery.Samples.Summary.Statistics;

/// <summary>
/// Remembers the statistics: one question at a time to order, whoever many ask, and none while they are young. When order does not answer,
/// the last ones are given, marked, and order is left alone for as long. Safe for concurrent use.
/// </summary>
internal sealed class StatisticsCache(
    IServiceScopeFactory scopes, LiveOptions<StatisticsOptions> options, TimeProvider time, ILogger<StatisticsCache> logger)
{
    private readonly Lock _lock = new();

    // All guarded by the lock.
    private DatedStatistics? _last;
    private long? _askedAt;
    private Task<DatedStatistics?>? _asking;

    /// <returns><see langword="null"/> when order does not answer, or did not a short while ago, and never has.</returns>
    public async Task<DatedStatistics?> GetAsync(CancellationToken cancellationToken)
    {
        Task<DatedStatistics?> asking;
        lock (_lock)
        {
            if (_askedAt is { } askedAt && time.GetElapsedTime(askedAt) < options.Value.TimeToLive)
                return _last;

            asking = _asking ??= Ask();
        }

        return await asking.WaitAsync(cancellationToken);
    }

    // Many requests wait for it, so it has the deadline of none of them.
    private Task<DatedStatistics?> Ask()
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(AskAsync);
    }

    private async Task<DatedStatistics?> AskAsync()
    {
        DatedStatistics? fresh = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var now = time.GetUtcNow();
            fresh = DatedStatistics.Of(await scope.ServiceProvider.GetRequiredService<OrderStatisticsClient>().GetAsync(CancellationToken.None), now);
        }
        catch (Exception exception) when (DependencyOutage.Is(exception))
        {
            Log.StatisticsOutage(logger, exception.Message);
        }
        finally
        {
            fresh = Remember(fresh);
        }

        return fresh;
    }

    private DatedStatistics? Remember(DatedStatistics? fresh)
    {
        lock (_lock)
        {
            _askedAt = time.GetTimestamp();
            _asking = null;
            return _last = fresh ?? (_last is null ? null : _last with { Stale = true });
        }
    }
}
