namespace Grocery.Samples.Orders.Checkouts;

/// <summary>One attempt to place an order. Written before the first reservation, so that none is forgotten whenever the process dies.</summary>
/// <param name="OrderId">The order that it makes, and the name of its reservations; a new attempt has a new one.</param>
/// <param name="Fingerprint">Of the request's body: a repeat has the same.</param>
internal sealed record Checkout(
    Guid OrderId, string UserId, string IdempotencyKey, string Fingerprint, CheckoutState State, IReadOnlyList<OrderItem> Items);
