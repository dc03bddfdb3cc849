using System.Text.Json.Serialization;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>An order that was placed; it never changes.</summary>
/// <param name="CreatedAt">In whole milliseconds, which every store keeps.</param>
internal sealed record Order(
    Guid OrderId,
    [property: JsonIgnore] string UserId,
    DateTimeOffset CreatedAt,
    IReadOnlyList<OrderItem> Items,
    decimal Total,
    string? DeliverySlot,
    string? Note)
{
    public string Currency { get; } = "EUR";
}
