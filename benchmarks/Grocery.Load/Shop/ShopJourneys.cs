using Grocery.Load.Requests;
using Grocery.Load.Scenarios;

namespace Grocery.Load.Shop;

/// <summary>What a crowd of shoppers does: most look around, a few fill their carts, fewer order.</summary>
/// <param name="shoppers">Who they are.</param>
/// <param name="goods">What they want.</param>
/// <param name="onNoBuyer">Learns that a checkout was meant to start, and that all customers were at one.</param>
internal sealed class ShopJourneys(IShoppers shoppers, Goods goods, Action<TimeSpan>? onNoBuyer = null)
{
    public const string Browse = "browse";
    public const string Cart = "cart";
    public const string Checkout = "checkout";

    public static readonly Step Category = new(Browse, "category");
    public static readonly Step Search = new(Browse, "search");
    public static readonly Step Product = new(Browse, "product");
    public static readonly Step CartRead = new(Cart, "read");
    public static readonly Step CartChange = new(Cart, "change");
    public static readonly Step CheckoutClear = new(Checkout, "clear");
    public static readonly Step CheckoutCart = new(Checkout, "cart");
    public static readonly Step CheckoutTill = new(Checkout, "till");
    public static readonly Step CheckoutOrder = new(Checkout, "order");

    private const int LargestQuantity = 5;
    private static readonly string[] Words = ["apple", "milk", "bread", "cheese", "tomato", "rice", "coffee", "oat"];

    /// <summary>Gets how many of a hundred visits each journey is.</summary>
    public static IReadOnlyDictionary<string, double> Weights { get; } = new Dictionary<string, double> { [Browse] = 85, [Cart] = 10, [Checkout] = 5 };

    /// <summary>Creates the journeys that have a weight.</summary>
    public IReadOnlyList<Scenario> ToScenarios(IReadOnlyDictionary<string, double> weights) =>
    [
        .. new (string Name, Func<TimeSpan, Task> VisitAsync)[] { (Browse, BrowseAsync), (Cart, UseCartAsync), (Checkout, CheckOutAsync) }
            .Where(journey => weights.ContainsKey(journey.Name))
            .Select(journey => new Scenario(journey.Name, weights[journey.Name], journey.VisitAsync)),
    ];

    private Task<Reply> BrowseAsync(TimeSpan start) => Random.Shared.Next(85) switch
    {
        < 60 => shoppers.AnyRegular().GetAsync(Category, $"/api/products?category={Pick(goods.Categories)}", start),
        < 75 => shoppers.AnyRegular().GetAsync(Search, $"/api/products?search={Pick(Words)}", start),
        _ => shoppers.AnyRegular().GetAsync(Product, $"/api/products/{Pick(goods.Ids)}", start),
    };

    private Task<Reply> UseCartAsync(TimeSpan start) => Random.Shared.Next(10) < 7
        ? shoppers.AnyRegular().GetAsync(CartRead, "/api/cart", start)
        : shoppers.AnyRegular().PutIntoCartAsync(CartChange, Pick(goods.Bought).Id, 1 + Random.Shared.Next(LargestQuantity), start);

    private async Task CheckOutAsync(TimeSpan start)
    {
        if (shoppers.TakeBuyer() is not { } buyer)
        {
            onNoBuyer?.Invoke(start);
            return;
        }

        var hasBought = false;
        try
        {
            hasBought = await BuyAsync(buyer, start);
        }
        finally
        {
            shoppers.Return(buyer, hasBought);
        }
    }

    // The cart holds one thing: so the total is known.
    private async Task<bool> BuyAsync(Shopper buyer, TimeSpan start)
    {
        if (buyer.HasLeftovers)
        {
            if (!(await buyer.ClearCartAsync(CheckoutClear, start)).IsOk)
                return false;

            start = buyer.Now;
        }

        var (product, price) = Pick(goods.Bought);
        if (!(await buyer.PutIntoCartAsync(CheckoutCart, product, 1, start)).IsOk)
            return false;

        var checkout = await buyer.GetAsync(CheckoutTill, "/api/checkout", buyer.Now);
        return checkout.IsOk
            && (await buyer.OrderAsync(CheckoutOrder, $"load-{Guid.NewGuid():N}", price, Shopper.ChooseSlot(checkout), buyer.Now)).IsOk;
    }

    private static T Pick<T>(IReadOnlyList<T> from) => from[Random.Shared.Next(from.Count)];
}
