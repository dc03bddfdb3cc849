using System.Net.Http.Json;
using System.Text.Json;

namespace Grocery.Load.Shop;

/// <summary>Reads from the storefront what there is to buy.</summary>
internal static class ShopCatalogue
{
    private const int PageSize = 100;
    private const int BoughtCount = 20;

    /// <summary>Reads all products; what is bought are those with the largest stock.</summary>
    /// <returns>The goods, and how many units of them all can be bought for sure: the smallest stock times their number.</returns>
    /// <exception cref="LoadException">The shop does not answer, or not with products.</exception>
    public static async Task<(Goods Goods, int Units)> ReadAsync(HttpClient storefront, ShopPreparation preparation)
    {
        var products = new List<Product>();
        for (var page = 1; await ReadPageAsync(storefront, page, preparation) is { Length: > 0 } more; page++)
            products.AddRange(more);

        Product[] bought = [.. products.Where(product => product.Stock > 0).OrderByDescending(product => product.Stock).Take(BoughtCount)];
        if (bought.Length == 0)
            throw new LoadException($"The shop at {storefront.BaseAddress} has no product in stock, so there is nothing to buy. Start it anew, or leave out the cart and the checkout: --mix browse=1");

        return (
            new Goods(
                [.. products.Select(product => product.Category).Distinct()],
                [.. products.Select(product => product.Id)],
                [.. bought.Select(product => (product.Id, product.Price))]),
            bought.Min(product => product.Stock) * bought.Length);
    }

    private static async Task<Product[]> ReadPageAsync(HttpClient storefront, int page, ShopPreparation preparation)
    {
        var path = $"/api/products?page={page}&pageSize={PageSize}";
        using var response = await preparation.SendAsync(storefront, new HttpRequestMessage(HttpMethod.Get, path));
        if (!response.IsSuccessStatusCode)
            throw NoShop(storefront, path, $"{(int)response.StatusCode}");

        try
        {
            return (await response.Content.ReadFromJsonAsync<ProductPage>())?.Items ?? throw NoShop(storefront, path, "something else than products");
        }
        catch (JsonException exception)
        {
            throw NoShop(storefront, path, "something else than products", exception);
        }
    }

    private static LoadException NoShop(HttpClient storefront, string path, string answer, Exception? inner = null) =>
        new($"{storefront.BaseAddress} answers {answer} to {path}; the load needs the shop's storefront. Give its address: --target URL", inner);

    private sealed record ProductPage(Product[] Items);

    private sealed record Product(string Id, string Category, decimal Price, int Stock);
}
