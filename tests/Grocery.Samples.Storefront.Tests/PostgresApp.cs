using Grocery.Samples.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Grocery.Samples.Storefront.Tests;

public sealed class PostgresApp(PostgresServer server) : StorefrontApp
{
    public override async ValueTask InitializeAsync()
    {
        With("ConnectionStrings:Users", await server.CreateDatabaseAsync());
        await base.InitializeAsync();
    }
}
