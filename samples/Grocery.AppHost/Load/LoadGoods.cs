using System.Text.Json;
using Grocery.AppHost.Shop;
using Grocery.Load.Shop;

namespace Grocery.AppHost.Load;

/// <summary>Finds what the shoppers look for, and what they buy: a few products whose stock is filled up, so that no load sells them out.</summary>
internal static class LoadGoods
{
    private const int BoughtCount = 20;
    private const int Plenty = 100_000_000;

    /// <summary>Reads the catalogue from the database, as its superuser, and fills up the stock of what is bought.</summary>
    /// <exception cref="ShopException">The shop is in memory.</exception>
    public static async Task<Goods> PrepareAsync(RunningShop shop, CancellationToken cancellationToken)
    {
        var json = await shop.Database.QueryAsync(
            "product",
            $"""
            UPDATE products SET stock = {Plenty} WHERE id IN (SELECT id FROM products ORDER BY id LIMIT {BoughtCount});
            SELECT json_agg(json_build_object('id', id, 'category', category, 'price', price) ORDER BY id) FROM products;
            """,
            cancellationToken);
        using var document = JsonDocument.Parse(json);
        (string Id, string Category, decimal Price)[] products =
        [
            .. document.RootElement.EnumerateArray().Select(product => (
                product.GetProperty("id").GetString()!, product.GetProperty("category").GetString()!, product.GetProperty("price").GetDecimal())),
        ];
        return new Goods(
            [.. products.Select(product => product.Category).Distinct()],
            [.. products.Select(product => product.Id)],
            [.. products.Take(BoughtCount).Select(product => (product.Id, product.Price))]);
    }
}
