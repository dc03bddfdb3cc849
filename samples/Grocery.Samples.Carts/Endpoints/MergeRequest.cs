namespace Grocery.Samples.Carts.Endpoints;

internal sealed record MergeRequest(IReadOnlyList<CartItemRequest?>? Items);
