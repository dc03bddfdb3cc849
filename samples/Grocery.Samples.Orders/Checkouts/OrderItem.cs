namespace Grocery.Samples.Orders.Checkouts;

internal sealed record OrderItem(string ProductId, string Name, string Unit, int Quantity, decimal Price)
{
    public decimal LineTotal => Quantity * Price;
}
