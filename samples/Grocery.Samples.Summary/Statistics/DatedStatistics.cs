using Grocery.Samples.Summary.Clients;

namespace Grocery.Samples.Summary.Statistics;

/// <param name="AsOf">When order was asked.</param>
/// <param name="Stale">They are older than they should be, as order does not answer.</param>
internal sealed record DatedStatistics(
    long Orders,
    long Units,
    decimal Revenue,
    decimal AverageBasket,
    string Currency,
    IReadOnlyList<TopProduct> TopProducts,
    DateTimeOffset AsOf,
    bool Stale)
{
    public static DatedStatistics Of(OrderStatistics statistics, DateTimeOffset asOf) => new(
        statistics.Orders, statistics.Units, statistics.Revenue, statistics.AverageBasket, statistics.Currency, statistics.TopProducts, asOf, Stale: false);
}
