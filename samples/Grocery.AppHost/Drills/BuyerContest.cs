using System.Globalization;
using Grocery.AppHost.Load;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills;

/// <summary>
/// Many buyers compete for few units of a product that was never there before. Who was refused comes again when a failed attempt of
/// another one has given its unit back, so that in the end everything is sold, and nothing twice.
/// </summary>
internal sealed class BuyerContest : IDisposable
{
    public const int Buyers = 200;
    public const int Units = 50;

    private const decimal Price = 1.00m;
    private const int FillingAtOnce = 10;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly RunningShop _shop;
    private readonly HttpClient _storefront;
    private readonly LoadLog _log = new();
    private readonly string _product = $"drill-{Guid.NewGuid():N}";
    private readonly TokenShoppers _shoppers;
    private readonly Buyer[] _buyers;

    public BuyerContest(RunningShop shop)
    {
        _shop = shop;
        _storefront = SteadyLoad.CreateClient(shop);
        _shoppers = new TokenShoppers(_storefront, shop.Configuration.Keys, _log);
        _buyers = [.. Enumerable.Range(0, Buyers).Select(_ => CreateBuyer())];
    }

    /// <summary>Brings the product into the shop, and all buyers to the till with a unit in their carts.</summary>
    /// <exception cref="ShopException">The shop refuses, or they are not there within the bound.</exception>
    public async Task PrepareAsync(TimeSpan bound, CancellationToken cancellationToken)
    {
        await _shop.Database.QueryAsync(
            "product",
            $"""
            INSERT INTO products (id, name, category, unit, price, stock, words)
            SELECT '{_product}', 'Golden Pear', min(category), '1 piece', {Price.ToString(CultureInfo.InvariantCulture)}, {Units}, '{"{golden,pear}"}' FROM products
            """,
            cancellationToken);
        using var time = new CancellationTokenSource(bound, TimeProvider.System);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            await Parallel.ForEachAsync(
                _buyers,
                new ParallelOptions { MaxDegreeOfParallelism = FillingAtOnce, CancellationToken = bounded.Token },
                async (buyer, token) => await buyer.FillCartAsync(token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var told = _buyers.Select(buyer => buyer.Told).FirstOrDefault(told => told is { Status: not 0, IsOk: false });
            throw new ShopException($"Not all buyers of the drill came to the till within {bound}: the shop answers {told?.ToString() ?? "nothing, or too slowly"}");
        }

        _log.Take();
    }

    /// <summary>Lets all order at once, and waits until the shop has settled.</summary>
    public async Task<ContestResult> RunAsync(CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(Bound, TimeProvider.System);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            await OrderAsync(_buyers, bound.Token);
            while (await SettleAsync(bound.Token) > 0 && _buyers.Where(buyer => buyer.IsRefused).ToArray() is { Length: > 0 } refused)
                await OrderAsync(refused, bound.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not settled in time: the figures tell what is missing.
        }

        return await CountAsync(cancellationToken);
    }

    public void Dispose() => _storefront.Dispose();

    private static Task OrderAsync(IEnumerable<Buyer> buyers, CancellationToken cancellationToken) =>
        Task.WhenAll(buyers.Select(buyer => buyer.OrderAsync(cancellationToken)));

    private Buyer CreateBuyer() =>
        new(_shoppers.CreateShopper(), _log, _product, Price);

    /// <returns>The units that are left once no checkout is half-done and no failed one holds a unit.</returns>
    private async Task<int> SettleAsync(CancellationToken cancellationToken)
    {
        while (await AskAsync("order", HalfDone, cancellationToken) > 0)
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);

        return await AskAsync("product", $"SELECT stock FROM products WHERE id = '{_product}'", cancellationToken);
    }

    private string HalfDone =>
        $"SELECT count(*) FROM checkouts WHERE (state IN ('Pending', 'Releasing') OR lease_until IS NOT NULL) AND items::text LIKE '%{_product}%'";

    private async Task<ContestResult> CountAsync(CancellationToken cancellationToken)
    {
        var ordered = $"FROM order_items JOIN orders ON orders.id = order_id WHERE product_id = '{_product}' AND quantity = 1";
        var samples = _log.Take();
        return new ContestResult(
            _buyers.Count(buyer => buyer.HasBought),
            _buyers.Count(buyer => buyer.IsRefused),
            [.. _buyers.Where(buyer => !buyer.HasBought && !buyer.IsRefused).Select(buyer => $"{buyer.Answer?.ToString() ?? "nothing"}")],
            await AskAsync("product", $"SELECT stock FROM products WHERE id = '{_product}'", cancellationToken),
            await AskAsync("product", $"SELECT coalesce(sum(quantity), 0) FROM reservations WHERE product_id = '{_product}' AND released_at IS NULL", cancellationToken),
            await AskAsync("order", $"SELECT count(*) {ordered}", cancellationToken),
            await AskAsync("order", $"SELECT count(DISTINCT user_id) {ordered}", cancellationToken),
            await AskAsync("order", HalfDone, cancellationToken),
            await AskAsync("cart", $"SELECT count(*) FROM cart_items WHERE product_id = '{_product}'", cancellationToken),
            samples.Count,
            [.. samples.Where(sample => sample.IsFailed && !sample.IsRefusal)]);
    }

    private async Task<int> AskAsync(string service, string sql, CancellationToken cancellationToken) =>
        int.Parse(await _shop.Database.QueryAsync(service, sql, cancellationToken), NumberStyles.Integer | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}
