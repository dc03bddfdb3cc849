using System.Text.Json;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Load;

/// <summary>What the shoppers look for, and what they buy: a few products whose stock the AppHost fills up, so that no load sells them out.</summary>
/// <param name="Categories">The categories of the shop.</param>
/// <param name="Ids">The products that are looked at.</param>
/// <param name="Bought">The products that are bought, with their prices.</param>
internal sealed record LoadGoods(IReadOnlyList<string> Categories, IReadOnlyList<string> Ids, IReadOnlyList<(string Id, decimal Price)> Bought)
{
    private const int BoughtCount = 20;
    private const int Plenty = 100_000_000;

    /// <summary>Reads the catalogue from the database, as its superuser, and fills up the stock of what is bought.</summary>
    /// <exception cref="ShopException">The shop is in memory.</exception>
    public static async Task<LoadGoods> PrepareAsync(RunningShop shop, CancellationToken cancellationToken)
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
        return new LoadGoods(
            [.. products.Select(product => product.Category).Distinct()],
            [.. products.Select(product => product.Id)],
            [.. products.Take(BoughtCount).Select(product => (product.Id, product.Price))]);
    }
}
