using System.Text.Json.Serialization;

namespace Grocery.Samples.Products.Endpoints;

[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record ReservationRequest(int? Quantity);
