using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>What a user asks for at the checkout.</summary>
/// <param name="ExpectedTotal">What the user has seen as the total of the cart, and agrees to pay.</param>
internal sealed record CheckoutOrder(string UserId, string IdempotencyKey, decimal ExpectedTotal, string? DeliverySlot, string? Note)
{
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{ExpectedTotal:F2}\n{DeliverySlot}\n{Note}"))));
}
