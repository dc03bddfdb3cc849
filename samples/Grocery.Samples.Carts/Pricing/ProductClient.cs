using System.Text.Json;

namespace Grocery.Samples.Carts.Pricing;

/// <summary>Asks the product service.</summary>
internal sealed class ProductClient(HttpClient http)
{
    // A page without a price must not be read as a price of nothing.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Returns those of the products that exist, by their ids; 1 to 100 may be asked for.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or not with what it should.</exception>
    public async Task<IReadOnlyDictionary<string, Product>> FindAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri($"/products?ids={string.Join(',', ids)}", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        try
        {
            var page = await response.Content.ReadFromJsonAsync<ProductPage>(Strict, cancellationToken) ?? throw new JsonException();
            return page.Items.ToDictionary(product => product.Id, StringComparer.Ordinal);
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "The answer is not a page of products.", exception);
        }
    }
}
