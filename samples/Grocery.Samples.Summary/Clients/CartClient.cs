using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Summary.Clients;

/// <summary>Reads the cart of the user whose request is being answered.</summary>
internal sealed class CartClient(HttpClient http)
{
    public async Task<CartCounts> CountAsync(CancellationToken cancellationToken)
    {
        var cart = await http.GetAnswerAsync<Cart>("cart", cancellationToken);
        return new CartCounts(cart.Items.Count, cart.Items.Sum(item => item.Quantity), cart.Total);
    }

    private sealed record Cart(IReadOnlyList<CartItem> Items, decimal Total);

    private sealed record CartItem(int Quantity);
}

/// <param name="Items">The different products in it.</param>
internal sealed record CartCounts(int Items, int Units, decimal Total);
