namespace Grocery.Samples.Orders.Checkouts;

/// <summary>One attempt to place an order. Written before the first reservation, so that none is forgotten whenever the process dies.</summary>
/// <param name="OrderId">The order that it makes, and the name of its reservations; a new attempt has a new one.</param>
/// <param name="Fingerprint">Of the request's body: a repeat has the same.</param>
/// <param name="LeaseUntil">Until then an instance is at it; after that any may take it up. <see langword="null"/>: nothing is left to do.</param>
/// <param name="RefusedAt">When a release first found that some product reserves nothing for it.</param>
internal sealed record Checkout(
    Guid OrderId,
    string UserId,
    string IdempotencyKey,
    string Fingerprint,
    CheckoutState State,
    IReadOnlyList<OrderItem> Items,
    DateTimeOffset? LeaseUntil,
    DateTimeOffset? RefusedAt = null);
