using Grocery.Samples.Summary.Clients;
using Grocery.Samples.Summary.Statistics;

namespace Grocery.Samples.Summary.Overview;

/// <summary>What the shop looks like for a user. A part that could not be had is null, and named in <paramref name="Missing"/>.</summary>
internal sealed record UserSummary(
    ProductCounts? Products, CartCounts? Cart, OrderCounts? Orders, DatedStatistics? Statistics, IReadOnlyList<string> Missing);
