using Grocery.AppHost.Cloud;

namespace Grocery.AppHost.Load;

/// <summary>What a crowd of shoppers does: most look around, a few fill their carts, fewer order.</summary>
internal sealed class ShopperMix(HttpClient storefront, SigningKeys keys, LoadGoods goods, LoadLog log)
{
    public const string Browse = "browse";
    public const string Search = "search";
    public const string Product = "product";
    public const string Cart = "cart";
    public const string CartChange = "cart change";
    public const string Checkout = "checkout";

    private const int Regulars = 100;
    private const int LargestQuantity = 5;
    private static readonly string[] Words = ["apple", "milk", "bread", "cheese", "tomato", "rice", "coffee", "oat"];

    private readonly Shopper[] _regulars =
    [
        .. Enumerable.Range(0, Regulars).Select(_ => new Shopper(storefront, keys, Guid.NewGuid().ToString(), log)),
    ];

    /// <summary>Runs one visit.</summary>
    /// <param name="start">When it was meant to start.</param>
    public Task VisitAsync(TimeSpan start)
    {
        var shopper = Random.Shared.GetItems(_regulars, 1)[0];
        return Random.Shared.Next(100) switch
        {
            < 60 => shopper.GetAsync(Browse, $"/api/products?category={Pick(goods.Categories)}", start),
            < 75 => shopper.GetAsync(Search, $"/api/products?search={Pick(Words)}", start),
            < 85 => shopper.GetAsync(Product, $"/api/products/{Pick(goods.Ids)}", start),
            < 92 => shopper.GetAsync(Cart, "/api/cart", start),
            < 95 => shopper.PutIntoCartAsync(CartChange, Pick(goods.Bought).Id, 1 + Random.Shared.Next(LargestQuantity), start),
            _ => CheckOutAsync(start),
        };
    }

    // A new customer each time, whose cart holds one thing: so the total is known, and no two checkouts meet.
    private async Task CheckOutAsync(TimeSpan start)
    {
        var user = Guid.NewGuid().ToString();
        var shopper = new Shopper(storefront, keys, user, log);
        var (product, price) = Pick(goods.Bought);
        if (!(await shopper.PutIntoCartAsync(CartChange, product, 1, start)).IsOk)
            return;

        var checkout = await shopper.GetAsync(Checkout, "/api/checkout", log.Now);
        if (checkout.IsOk)
            await shopper.OrderAsync(Checkout, $"load-{user}", price, Shopper.ChooseSlot(checkout), log.Now);
    }

    private static T Pick<T>(IReadOnlyList<T> from) => from[Random.Shared.Next(from.Count)];
}
