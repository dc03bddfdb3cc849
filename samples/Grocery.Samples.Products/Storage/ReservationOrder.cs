namespace Grocery.Samples.Products.Storage;

/// <param name="IdempotencyKey">Names the order, so that a repeated one changes nothing; <see langword="null"/> when the caller sent none.</param>
internal sealed record ReservationOrder(string ProductId, int Quantity, string? IdempotencyKey);
