using Grocery.Samples.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Grocery.Samples.Carts.Tests;

public sealed class PostgresApp(ProductShop products, PostgresServer server) : CartsApp
{
    public override async ValueTask InitializeAsync()
    {
        With("ConnectionStrings:Carts", await server.CreateDatabaseAsync()).With(products.Address).WithPatience();
        await base.InitializeAsync();
    }
}
