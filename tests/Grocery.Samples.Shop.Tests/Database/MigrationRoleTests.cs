using System.Net;
using System.Net.Http.Json;
using Grocery.AppHost.Postgres;
using Grocery.Platform.TestSupport;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Shop.Tests.Database;

/// <summary>The service's own role may read and change rows, and nothing else.</summary>
public sealed class MigrationRoleTests : IAsyncLifetime
{
    private const string Password = "the-password-of-the-role-of-the-service";

    private PrivatePostgres _postgres = null!;
    private string _owner = null!;
    private string _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PrivatePostgres.StartAsync(Token);
        _owner = await _postgres.CreateDatabaseAsync("products", Token);
        await _postgres.ExecuteAsync(
            $"""
            CREATE ROLE service LOGIN PASSWORD '{Password}';
            GRANT CONNECT ON DATABASE products TO service;
            ALTER DEFAULT PRIVILEGES FOR ROLE products IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO service;
            """,
            "products",
            Token);
        _service = new NpgsqlConnectionStringBuilder(_owner) { Username = "service", Password = Password }.ConnectionString;
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task The_owner_migrates_and_the_service_works_without_its_rights()
    {
        await using var app = new ShopServer<Program>()
            .With("ConnectionStrings:Products", _service)
            .With("ConnectionStrings:ProductsMigration", _owner);
        await app.InitializeAsync();

        using var reserved = await app.ServiceClient().PostAsJsonAsync(new Uri("/products/mango/reservations", UriKind.Relative), new { quantity = 5 }, Token);

        await reserved.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(60, (await app.GetAsync("/products/mango")).GetProperty("stock").GetInt32());
        var connected = await _postgres.ExecuteAsync("SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'products'", cancellationToken: Token);
        Assert.Equal("service", connected.Trim());
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(_service, "ALTER TABLE products ADD secret text"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Without_the_owner_the_start_of_a_service_with_few_rights_fails()
    {
        await using var app = new ShopServer<Program>().With("ConnectionStrings:Products", _service);

        var exception = await Assert.ThrowsAsync<PostgresException>(async () => await app.InitializeAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }

    [Fact]
    public async Task One_process_migrates_and_ends_and_the_service_then_starts_with_its_own_role_alone()
    {
        await using var once = ServiceProcess.Start(Repository.BuiltAssembly("Grocery.Samples.Products"), new Dictionary<string, string?>
        {
            ["ConnectionStrings__Products"] = _owner,
            ["Database__Migrations"] = "Only",
            ["Identity__SigningKeys__test"] = ForgedToken.TestKey,
        });
        var exitCode = await once.ExitAsync(TimeSpan.FromSeconds(60));
        Assert.True(exitCode == 0, once.ToString());

        await using var app = new ShopServer<Program>().With("ConnectionStrings:Products", _service).With("Database:Migrations", "Elsewhere");
        await app.InitializeAsync();

        Assert.Equal(65, (await app.GetAsync("/products/mango")).GetProperty("stock").GetInt32());
    }

    [Fact]
    public async Task A_service_that_does_not_migrate_says_which_migrations_it_lacks()
    {
        await using var app = new ShopServer<Program>().With("ConnectionStrings:Products", _service).With("Database:Migrations", "Elsewhere");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await app.InitializeAsync());

        Assert.StartsWith("The database 'products' lacks 0001_products", exception.Message, StringComparison.Ordinal);
        Assert.Contains("run this build once with Only", exception.Message, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
