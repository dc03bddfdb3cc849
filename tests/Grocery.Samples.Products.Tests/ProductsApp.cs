using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Grocery.Samples.Products.Tests;

/// <summary>The real service on a real port.</summary>
public class ProductsApp : IAsyncLifetime
{
    private readonly Dictionary<string, string> _settings = new() { ["urls"] = "http://127.0.0.1:0" };
    private WebApplicationFactory<Program>? _factory;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _factory!.Services;

    public ProductsApp With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    public virtual ValueTask InitializeAsync()
    {
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            foreach (var (key, value) in _settings)
                builder.UseSetting(key, value);
        });
        _factory.UseKestrel();
        _factory.StartServer();
        Client = _factory.CreateClient();
        return ValueTask.CompletedTask;
    }

    public async Task<JsonElement> GetAsync(string path) =>
        await Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<int> StockOfAsync(string id) => (await GetAsync($"/products/{id}")).GetProperty("stock").GetInt32();

    public Task<HttpResponseMessage> ReserveAsync(string id, object quantity, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/products/{id}/reservations") { Content = JsonContent.Create(new { quantity }) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> ReleaseAsync(string id, string reservationId) => Client.DeleteAsync(
        new Uri($"/products/{id}/reservations/{reservationId}", UriKind.Relative), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_factory is not null)
            await _factory.DisposeAsync();

        GC.SuppressFinalize(this);
    }
}
