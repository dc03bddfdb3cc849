using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Summary.Clients;

/// <summary>Reads the sums over all orders, in the name of this service.</summary>
internal sealed class OrderStatisticsClient(HttpClient http)
{
    public Task<OrderStatistics> GetAsync(CancellationToken cancellationToken) =>
        http.GetAnswerAsync<OrderStatistics>("orders/statistics", cancellationToken);
}

internal sealed record OrderStatistics(
    long Orders, long Units, decimal Revenue, decimal AverageBasket, string Currency, IReadOnlyList<TopProduct> TopProducts);

internal sealed record TopProduct(string ProductId, string Name, long Units);
