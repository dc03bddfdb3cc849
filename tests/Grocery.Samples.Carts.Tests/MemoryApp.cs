namespace Grocery.Samples.Carts.Tests;

public sealed class MemoryApp(ProductShop products) : CartsApp
{
    public override async ValueTask InitializeAsync()
    {
        With(products.Address).WithPatience();
        await base.InitializeAsync();
    }
}
