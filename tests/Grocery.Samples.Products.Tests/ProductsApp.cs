using System.Net.Http.Json;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Products.Tests;

/// <summary>The products service on a real port.</summary>
public class ProductsApp : ShopServer<Program>
{
    private HttpClient? _service;

    /// <summary>Gets a client with the token of a service, which alone may reserve.</summary>
    public HttpClient Service => _service ??= ServiceClient();

    public new ProductsApp With(string key, string value)
    {
        base.With(key, value);
        return this;
    }

    public async Task<int> StockOfAsync(string id) => (await GetAsync($"/products/{id}")).GetProperty("stock").GetInt32();

    public Task<HttpResponseMessage> ReserveAsync(string id, object quantity, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/products/{id}/reservations") { Content = JsonContent.Create(new { quantity }) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);

        return Service.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> ReleaseAsync(string id, string reservationId) => Service.DeleteAsync(
        new Uri($"/products/{id}/reservations/{reservationId}", UriKind.Relative), TestContext.Current.CancellationToken);
}
