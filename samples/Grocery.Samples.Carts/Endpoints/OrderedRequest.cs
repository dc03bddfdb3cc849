namespace Grocery.Samples.Carts.Endpoints;

internal sealed record OrderedRequest(Guid? OrderId, IReadOnlyList<CartItemRequest?>? Items);
