namespace Grocery.Samples.Orders.Checkouts;

internal sealed record Shortage(string ProductId, int Available);
