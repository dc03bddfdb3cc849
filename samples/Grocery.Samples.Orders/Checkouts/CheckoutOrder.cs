using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>What a user asks for at the checkout.</summary>
/// <param name="ExpectedTotal">What the user has seen as the total of the cart, and agrees to pay.</param>
internal sealed record CheckoutOrder(string UserId, string IdempotencyKey, decimal ExpectedTotal, string? DeliverySlot, string? Note)
{
    // As JSON, so that no two bodies look alike whatever their texts contain; the total so that 1.5 is 1.50.
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new[] { ExpectedTotal.ToString("F2", CultureInfo.InvariantCulture), DeliverySlot, Note })));
}
