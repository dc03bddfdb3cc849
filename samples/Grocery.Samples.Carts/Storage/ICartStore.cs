namespace Grocery.Samples.Carts.Storage;

/// <summary>The carts of the users; a user without one has an empty one. Every change is atomic. Safe for concurrent use.</summary>
internal interface ICartStore
{
    /// <summary>Returns what is in a cart, in the order in which it was put in.</summary>
    Task<IReadOnlyList<CartItem>> ListAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Sets the quantity of a product.</summary>
    /// <returns><see langword="false"/> when the product is not in the cart yet, and the cart is full.</returns>
    Task<bool> SetAsync(string userId, CartItem item, CancellationToken cancellationToken);

    Task RemoveAsync(string userId, string productId, CancellationToken cancellationToken);

    Task ClearAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Puts different products in; of one that is there, the larger quantity stays, so that a merge that is repeated changes nothing more.</summary>
    /// <returns>The products for which the cart had no room.</returns>
    Task<IReadOnlyList<string>> MergeAsync(string userId, IReadOnlyList<CartItem> items, CancellationToken cancellationToken);

    /// <summary>Takes the quantities of different products that were ordered out, once for each order however often it is called.</summary>
    Task TakeOrderedAsync(string userId, Guid orderId, IReadOnlyList<CartItem> items, CancellationToken cancellationToken);
}
