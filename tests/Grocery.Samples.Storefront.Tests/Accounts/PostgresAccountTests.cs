using System.Net;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Storefront.Tests.Accounts;

public sealed class PostgresAccountTests(PostgresApp app, PostgresServer server) : AccountTests(app), IClassFixture<PostgresApp>
{
    [Fact]
    public async Task An_account_outlives_the_process_and_its_password_is_nowhere_in_clear()
    {
        var database = await server.CreateDatabaseAsync();
        await using (var before = new StorefrontApp().With("ConnectionStrings:Users", database))
        {
            await before.InitializeAsync();
            (await before.SignUpAsync("Ada")).Dispose();
        }

        await using var after = new StorefrontApp().With("ConnectionStrings:Users", database);
        await after.InitializeAsync();
        using var response = await after.SignInAsync("Ada");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var data = NpgsqlDataSource.Create(database);
        await using var command = data.CreateCommand("SELECT users::text FROM users");
        var row = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.DoesNotContain(StorefrontApp.Password, row, StringComparison.Ordinal);
    }
}
