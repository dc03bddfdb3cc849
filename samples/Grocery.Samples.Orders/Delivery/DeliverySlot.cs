namespace Grocery.Samples.Orders.Delivery;

internal sealed record DeliverySlot(string Id, string Label);
