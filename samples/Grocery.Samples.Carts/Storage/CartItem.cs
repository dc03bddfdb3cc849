namespace Grocery.Samples.Carts.Storage;

internal sealed record CartItem(string ProductId, int Quantity);
