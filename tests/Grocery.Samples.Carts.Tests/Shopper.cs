using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests;

/// <summary>A user with a cart.</summary>
public sealed class Shopper(string id, HttpClient client)
{
    private static readonly Uri Cart = new("/cart", UriKind.Relative);

    public string Id => id;

    public HttpClient Client => client;

    public static object Items(params (string ProductId, int Quantity)[] items) =>
        new { items = items.Select(item => new { productId = item.ProductId, quantity = item.Quantity }) };

    /// <summary>Returns what is in the cart, such as <c>limes-4:2 mango:1</c>.</summary>
    public static string Content(JsonElement cart) => string.Join(' ', cart.GetProperty("items").EnumerateArray().Select(
        item => $"{item.Text("productId")}:{item.GetProperty("quantity").GetInt32()}"));

    public Task<HttpResponseMessage> AskAsync() => client.GetAsync(Cart, TestContext.Current.CancellationToken);

    public async Task<JsonElement> CartAsync()
    {
        using var response = await AskAsync();
        return await response.JsonAsync(HttpStatusCode.OK);
    }

    public async Task<string> ContentAsync() => Content(await CartAsync());

    public Task<HttpResponseMessage> SetAsync(string product, object quantity) => client.PutAsJsonAsync(
        new Uri($"/cart/items/{product}", UriKind.Relative), new { quantity }, TestContext.Current.CancellationToken);

    public async Task HasAsync(string product, int quantity)
    {
        using var response = await SetAsync(product, quantity);
        await response.JsonAsync(HttpStatusCode.OK);
    }

    public Task<HttpResponseMessage> RemoveAsync(string product) =>
        client.DeleteAsync(new Uri($"/cart/items/{product}", UriKind.Relative), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> ClearAsync() => client.DeleteAsync(Cart, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> MergeAsync(params (string ProductId, int Quantity)[] items) => client.PostAsJsonAsync(
        new Uri("/cart/merge", UriKind.Relative), Items(items), TestContext.Current.CancellationToken);
}
