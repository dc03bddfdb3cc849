using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Summary.Clients;

/// <summary>Reads the orders of the user whose request is being answered.</summary>
internal sealed class OrderClient(HttpClient http)
{
    public async Task<OrderCounts> CountAsync(CancellationToken cancellationToken)
    {
        var page = await http.GetAnswerAsync<Page>("orders?pageSize=1", cancellationToken);
        return new OrderCounts(page.Total, page.Items.Count > 0 ? page.Items[0] : null);
    }

    private sealed record Page(IReadOnlyList<LastOrder> Items, long Total);
}

internal sealed record OrderCounts(long Count, LastOrder? Last);

internal sealed record LastOrder(Guid OrderId, DateTimeOffset CreatedAt, decimal Total, string Currency);
