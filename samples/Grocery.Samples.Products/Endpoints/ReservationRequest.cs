namespace Grocery.Samples.Products.Endpoints;

internal sealed record ReservationRequest(int? Quantity);
