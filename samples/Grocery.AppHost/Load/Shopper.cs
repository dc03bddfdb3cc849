using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Grocery.AppHost.Cloud;

namespace Grocery.AppHost.Load;

/// <summary>Someone who uses the shop as the page does, through the storefront, and remembers how each request went.</summary>
internal sealed class Shopper(HttpClient storefront, SigningKeys keys, string user, LoadLog log)
{
    // Over the longest deadline of the storefront: a request that has no answer by then has none at all.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    /// <summary>Asks for something; the latency counts from when that was meant to start.</summary>
    public Task<Reply> GetAsync(string kind, string path, TimeSpan start) =>
        SendAsync(kind, new HttpRequestMessage(HttpMethod.Get, path), start);

    public Task<Reply> PutIntoCartAsync(string kind, string productId, int quantity, TimeSpan start) =>
        SendAsync(kind, new HttpRequestMessage(HttpMethod.Put, $"/api/cart/items/{productId}") { Content = JsonContent.Create(new { quantity }) }, start);

    /// <summary>Orders what is in the cart. The same key and the same choice make a repeat.</summary>
    public Task<Reply> OrderAsync(string kind, string key, decimal total, string? deliverySlot, TimeSpan start) => SendAsync(
        kind,
        new HttpRequestMessage(HttpMethod.Post, "/api/orders")
        {
            Headers = { { "Idempotency-Key", key } },
            Content = JsonContent.Create(new { expectedTotal = total, deliverySlot }),
        },
        start);

    /// <summary>Chooses a delivery slot from what the checkout offers to this user; most users have none to choose.</summary>
    public static string? ChooseSlot(Reply checkout)
    {
        using var json = JsonDocument.Parse(checkout.Body);
        var slots = json.RootElement.GetProperty("deliverySlots");
        return slots.GetArrayLength() == 0 ? null : slots[slots.GetArrayLength() - 1].GetProperty("id").GetString();
    }

    private async Task<Reply> SendAsync(string kind, HttpRequestMessage request, TimeSpan start)
    {
        log.Begin(start);
        using var bound = new CancellationTokenSource(Bound, TimeProvider.System);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ShopperToken.Issue(keys, user));
        var reply = new Reply(0, "", RetryAfter: null);
        try
        {
            using var response = await storefront.SendAsync(request, bound.Token);
            var body = await response.Content.ReadAsStringAsync(bound.Token);
            reply = new Reply((int)response.StatusCode, body, response.Headers.RetryAfter?.Delta);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            // No answer, or not all of it.
        }
        finally
        {
            request.Dispose();
        }

        log.Add(new LoadSample(kind, start, log.Now - start, reply.Status, reply.RetryAfter is not null));
        return reply;
    }
}

/// <summary>What a shopper got; status 0 is nothing.</summary>
internal sealed record Reply(int Status, string Body, TimeSpan? RetryAfter)
{
    public bool IsOk => Status is >= 200 and < 300;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Body}");
}
