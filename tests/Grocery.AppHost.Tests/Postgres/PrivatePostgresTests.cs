using Grocery.AppHost.Postgres;
using Grocery.AppHost.Processes;
using Npgsql;

namespace Grocery.AppHost.Tests.Postgres;

public sealed class PrivatePostgresTests : IAsyncLifetime
{
    private PrivatePostgres _postgres = null!;

    public async ValueTask InitializeAsync() => _postgres = await PrivatePostgres.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task A_role_owns_its_database_and_nothing_else()
    {
        var cart = await _postgres.CreateDatabaseAsync("cart", TestContext.Current.CancellationToken);
        var order = await _postgres.CreateDatabaseAsync("order", TestContext.Current.CancellationToken);

        Assert.Equal("f|f|f|f", await ScalarAsync(
            cart, "SELECT concat_ws('|', rolsuper, rolcreatedb, rolcreaterole, rolreplication) FROM pg_roles WHERE rolname = current_user"));
        await ScalarAsync(cart, "CREATE TABLE mine (id int)");
        var foreign = new NpgsqlConnectionStringBuilder(cart) { Database = new NpgsqlConnectionStringBuilder(order).Database };
        var denied = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(foreign.ConnectionString, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var wrong = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Password = "wrong" };

        var refused = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(wrong.ConnectionString, "SELECT 1"));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_committed_is_there_when_the_server_comes_back(bool crash)
    {
        var port = _postgres.Port;
        var database = await _postgres.CreateDatabaseAsync("cart", TestContext.Current.CancellationToken);
        await ScalarAsync(database, "CREATE TABLE items AS SELECT 42 AS id");

        await (crash ? _postgres.KillAsync() : _postgres.StopAsync());
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(database, "SELECT 1"));
        await _postgres.StartAgainAsync(TestContext.Current.CancellationToken);

        Assert.Equal(port, _postgres.Port);
        Assert.Equal(42, await ScalarAsync(database, "SELECT id FROM items"));
    }

    [Fact]
    public async Task A_bad_statement_says_what_is_wrong()
    {
        var exception = await Assert.ThrowsAsync<ShopException>(
            () => _postgres.ExecuteAsync("SELECT nothing", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("\"nothing\" does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_disposed_server()
    {
        var second = await PrivatePostgres.StartAsync(TestContext.Current.CancellationToken);
        var folder = Path.GetDirectoryName(second.LogFile)!;
        Assert.True(Directory.Exists(folder));

        await second.DisposeAsync();

        Assert.False(Directory.Exists(folder));
        await Eventually.HoldsAsync(() => PortOwner.IsFree(second.Port), "the port is free");
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
