using System.Collections.Concurrent;

namespace Grocery.Load.Shop;

/// <summary>Customers who come again and again: some who look around and change their carts, some who check out, each alone with its cart.</summary>
internal sealed class CustomerPool(IReadOnlyList<Shopper> regulars, IEnumerable<Shopper> buyers) : IShoppers
{
    // In turn, so that a buyer rests as long as possible: the shop may tell the cart of an order a little later.
    private readonly ConcurrentQueue<Shopper> _buyers = new(buyers);

    public Shopper AnyRegular() => regulars[Random.Shared.Next(regulars.Count)];

    public Shopper? TakeBuyer() => _buyers.TryDequeue(out var buyer) ? buyer : null;

    public void Return(Shopper buyer, bool hasBought)
    {
        buyer.HasLeftovers = !hasBought;
        _buyers.Enqueue(buyer);
    }
}
