using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Summary.Clients;

/// <summary>Counts what the product service has.</summary>
internal sealed class ProductClient(HttpClient http)
{
    public async Task<ProductCounts> CountAsync(CancellationToken cancellationToken)
    {
        var categories = await http.GetAnswerAsync<Category[]>("categories", cancellationToken);
        return new ProductCounts(categories.Length, categories.Sum(category => category.Products));
    }

    private sealed record Category(long Products);
}

internal sealed record ProductCounts(int Categories, long Products);
