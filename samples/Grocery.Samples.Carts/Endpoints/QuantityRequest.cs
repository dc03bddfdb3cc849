namespace Grocery.Samples.Carts.Endpoints;

internal sealed record QuantityRequest(int? Quantity);
