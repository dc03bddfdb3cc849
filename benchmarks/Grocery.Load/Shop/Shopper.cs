using System.Net.Http.Json;
using System.Text.Json;
using Grocery.Load.Requests;

namespace Grocery.Load.Shop;

/// <summary>Someone who uses the shop as the page does, through the storefront.</summary>
/// <param name="sender">Sends to the storefront.</param>
/// <param name="signIn">Signs a request in; without, the client of the sender does.</param>
internal sealed class Shopper(RequestSender sender, Action<HttpRequestMessage>? signIn = null)
{
    /// <summary>Gets or sets a value indicating whether the cart holds what an earlier checkout left; for who owns the shopper.</summary>
    public bool HasLeftovers { get; set; }

    /// <summary>Gets the time by which requests are placed.</summary>
    public TimeSpan Now => sender.Now;

    /// <summary>Asks for something; the latency counts from when that was meant to start.</summary>
    public Task<Reply> GetAsync(Step step, string path, TimeSpan start) => SendAsync(step, new HttpRequestMessage(HttpMethod.Get, path), start);

    public Task<Reply> ClearCartAsync(Step step, TimeSpan start) => SendAsync(step, new HttpRequestMessage(HttpMethod.Delete, "/api/cart"), start);

    public Task<Reply> PutIntoCartAsync(Step step, string productId, int quantity, TimeSpan start) =>
        SendAsync(step, new HttpRequestMessage(HttpMethod.Put, $"/api/cart/items/{productId}") { Content = JsonContent.Create(new { quantity }) }, start);

    /// <summary>Orders what is in the cart. The same key and the same choice make a repeat.</summary>
    public Task<Reply> OrderAsync(Step step, string key, decimal total, string? deliverySlot, TimeSpan start) => SendAsync(
        step,
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

    private Task<Reply> SendAsync(Step step, HttpRequestMessage request, TimeSpan start)
    {
        signIn?.Invoke(request);
        return sender.SendAsync(step, request, start);
    }
}
