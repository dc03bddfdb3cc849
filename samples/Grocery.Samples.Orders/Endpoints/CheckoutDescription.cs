using Grocery.Samples.Orders.Delivery;

namespace Grocery.Samples.Orders.Endpoints;

/// <param name="Steps">What is asked for besides the cart.</param>
internal sealed record CheckoutDescription(bool Open, IReadOnlyList<string> Steps, IReadOnlyList<DeliverySlot> DeliverySlots);
