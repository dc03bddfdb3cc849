using Grocery.Platform.Resilience;
using Grocery.Samples.Shop.Clients;
using Grocery.Samples.Summary.Clients;
using Grocery.Samples.Summary.Statistics;

namespace Grocery.Samples.Summary.Overview;

/// <summary>Asks all services at once, and makes do with those that answer in time.</summary>
internal sealed class SummaryReader(
    ProductClient products,
    CartClient cart,
    OrderClient orders,
    StatisticsCache statistics,
    LiveOptions<SummaryOptions> options,
    TimeProvider time,
    ILogger<SummaryReader> logger)
{
    public async Task<UserSummary> ReadAsync(CancellationToken cancellationToken)
    {
        var bound = options.Value.Deadline;
        using var deadline = RequestDeadline.Begin(bound, time);
        var productPart = TryAsync("products", async token => await products.CountAsync(token), cancellationToken);
        var cartPart = TryAsync("cart", async token => await cart.CountAsync(token), cancellationToken);
        var orderPart = TryAsync("orders", async token => await orders.CountAsync(token), cancellationToken);
        var statisticsPart = TryAsync("statistics", token => statistics.GetAsync(token).WaitAsync(bound, time, token), cancellationToken);

        var (productCounts, cartCounts, orderCounts, sums) = (await productPart, await cartPart, await orderPart, await statisticsPart);
        string?[] missing =
        [
            productCounts is null ? "products" : null,
            cartCounts is null ? "cart" : null,
            orderCounts is null ? "orders" : null,
            sums is null ? "statistics" : null,
        ];
        return new UserSummary(productCounts, cartCounts, orderCounts, sums, [.. missing.OfType<string>()]);
    }

    private async Task<T?> TryAsync<T>(string part, Func<CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await read(cancellationToken);
        }
        catch (Exception exception) when (DependencyOutage.Is(exception) || exception is TimeoutException or OverflowException)
        {
            Log.PartMissing(logger, part, exception.Message);
            return null;
        }
    }
}
