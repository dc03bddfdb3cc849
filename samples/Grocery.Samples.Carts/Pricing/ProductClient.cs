using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Carts.Pricing;

/// <summary>Asks the product service.</summary>
internal sealed class ProductClient(HttpClient http)
{
    /// <summary>Returns those of the products that exist, by their ids; 1 to 100 may be asked for.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or not with what it should.</exception>
    public async Task<IReadOnlyDictionary<string, Product>> FindAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var page = await http.GetAnswerAsync<ProductPage>($"/products?ids={string.Join(',', ids)}", cancellationToken);
        return page.Items.DistinctBy(product => product.Id, StringComparer.Ordinal).ToDictionary(product => product.Id, StringComparer.Ordinal);
    }
}
