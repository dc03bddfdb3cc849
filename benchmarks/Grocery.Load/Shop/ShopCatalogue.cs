using System.Net.Http.Json;
using Grocery.Load.Requests;

namespace Grocery.Load.Shop;

/// <summary>Reads from the storefront what there is to buy.</summary>
internal static class ShopCatalogue
{
    private const int PageSize = 100;
    private const int BoughtCount = 20;

    /// <summary>Reads all products; what is bought are those with the largest stock.</summary>
    /// <returns>The goods, and how many units of them all can be bought for sure: the smallest stock times their number.</returns>
    /// <exception cref="LoadException">The shop does not answer, or not with products.</exception>
    public static async Task<(Goods Goods, int Units)> ReadAsync(HttpClient storefront, CancellationToken cancellationToken)
    {
        var products = new List<Product>();
        for (var page = 1; await ReadPageAsync(storefront, page, cancellationToken) is { Length: > 0 } more; page++)
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

    private static async Task<Product[]> ReadPageAsync(HttpClient storefront, int page, CancellationToken cancellationToken)
    {
        var path = $"/api/products?page={page}&pageSize={PageSize}";
        try
        {
            using var response = await storefront.GetAsync(path, cancellationToken);
            return response.IsSuccessStatusCode
                ? (await response.Content.ReadFromJsonAsync<ProductPage>(cancellationToken))?.Items ?? []
                : throw new LoadException($"{storefront.BaseAddress} answers {(int)response.StatusCode} to {path}; the load needs the shop's storefront. Give its address: --target URL");
        }
        catch (Exception exception) when (exception is HttpRequestException or System.Text.Json.JsonException)
        {
            throw new LoadException($"No shop answers at {storefront.BaseAddress} ({FailureKind.Of(exception)}). Start it with 'dotnet run --project samples/Grocery.AppHost', or give its address: --target URL", exception);
        }
    }

    private sealed record ProductPage(Product[] Items);

    private sealed record Product(string Id, string Category, decimal Price, int Stock);
}
