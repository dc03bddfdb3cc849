namespace Grocery.Samples.Orders.Clients;

/// <summary>Tells the cart service, in the name of this one, what was ordered.</summary>
internal sealed class CartOrdersClient(HttpClient http)
{
    /// <summary>Takes what was ordered out of the user's cart, once however often it is called.</summary>
    public async Task TellAsync(string userId, OrderedCart order, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"carts/{Uri.EscapeDataString(userId)}/ordered") { Content = JsonContent.Create(order) };
        request.Headers.Add("Idempotency-Key", order.OrderId.ToString());
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}

internal sealed record OrderedCart(Guid OrderId, IReadOnlyList<OrderedItem> Items);

internal sealed record OrderedItem(string ProductId, int Quantity);
