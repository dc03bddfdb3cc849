namespace Grocery.Samples.Orders.Endpoints;

/// <param name="ExpectedTotal">The total of the cart that the user has seen.</param>
/// <param name="DeliverySlot">The id of a slot of <c>GET /checkout</c>; where that has the step <c>delivery-slot</c>, and only there.</param>
/// <param name="Note">What the user wants to tell.</param>
internal sealed record PlaceOrderRequest(decimal? ExpectedTotal, string? DeliverySlot, string? Note);
