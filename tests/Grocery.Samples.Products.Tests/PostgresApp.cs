using Grocery.Samples.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Grocery.Samples.Products.Tests;

public sealed class PostgresApp(PostgresServer server) : ProductsApp
{
    public override async ValueTask InitializeAsync()
    {
        With("ConnectionStrings:Products", await server.CreateDatabaseAsync());
        await base.InitializeAsync();
    }
}
