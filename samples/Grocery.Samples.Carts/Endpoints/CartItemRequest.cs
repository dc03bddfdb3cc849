namespace Grocery.Samples.Carts.Endpoints;

internal sealed record CartItemRequest(string? ProductId, int? Quantity);
