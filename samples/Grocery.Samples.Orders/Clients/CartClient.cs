using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Orders.Clients;

/// <summary>Reads the cart of the user whose request is being answered.</summary>
internal sealed class CartClient(HttpClient http)
{
    /// <exception cref="HttpRequestException">The cart service does not answer, or not with a cart that can be ordered.</exception>
    public async Task<Cart> GetAsync(CancellationToken cancellationToken)
    {
        var cart = await http.GetAnswerAsync<Cart>("cart", cancellationToken);
        return cart.KeepsItsPromise
            ? cart
            : throw new HttpRequestException(HttpRequestError.InvalidResponse, "The cart says that it is complete, and its items are not, or do not make its total.");
    }
}

/// <param name="Complete">All prices are known.</param>
internal sealed record Cart(IReadOnlyList<CartItem> Items, decimal Total, bool Complete)
{
    private const int Most = 1_000_000;

    // The user agrees to the total of the cart, and pays that of the items.
    public bool KeepsItsPromise => !Complete
        || (Items.All(item => item is { Name: not null, Unit: not null, Quantity: > 0 and < Most, Price: >= 0 and < Most })
            && Items.Sum(item => item.Quantity * item.Price) == Total);
}

/// <summary>What <see cref="Cart.Complete"/> promises is there: name, unit and price.</summary>
internal sealed record CartItem(string ProductId, string? Name, string? Unit, int Quantity, decimal? Price);
