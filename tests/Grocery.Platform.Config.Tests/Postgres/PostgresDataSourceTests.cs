using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Grocery.Platform.Config.Tests.Postgres;

/// <summary>A data source on a configuration that is no secret of AWS.</summary>
public sealed class PostgresDataSourceTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Next = "next-never-shown";
    private NpgsqlConnectionStringBuilder _role = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _role = await postgres.CreateRoleAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_is_there_by_its_name_and_the_first_also_without()
    {
        var builder = Some.Builder(("ConnectionStrings:shop", _role.ConnectionString), ("ConnectionStrings:other", "Host=other"));
        builder.Services.AddPlatformPostgres("shop").AddPlatformPostgres("other").AddPlatformPostgres("shop");
        using var host = builder.Build();
        var services = host.Services;

        var shop = services.GetRequiredKeyedService<NpgsqlDataSource>("shop");

        Assert.Same(shop, services.GetRequiredService<NpgsqlDataSource>());
        Assert.Same(shop, services.GetRequiredService<DbDataSource>());
        Assert.Same(shop, services.GetRequiredKeyedService<DbDataSource>("shop"));
        Assert.Equal("Host=other", services.GetRequiredKeyedService<NpgsqlDataSource>("other").ConnectionString);
        Assert.Equal(2, services.GetServices<PlatformFeature>().Count(feature => feature.Name.StartsWith("postgres-", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<ArgumentException>(() => Task.FromResult(builder.Services.AddPlatformPostgres("a:b")));
    }

    [Fact]
    public async Task The_keys_under_the_string_are_those_of_a_secret_and_count_more_than_the_string()
    {
        await using var service = await DatabaseService.StartAsync(
            new NpgsqlConnectionStringBuilder("Host=nowhere;Port=1;Username=nobody;Password=none;Application Name=shop"),
            ("ConnectionStrings:shop:HOST", _role.Host!),
            ("ConnectionStrings:shop:port", $"{_role.Port}"),
            ("ConnectionStrings:shop:username", _role.Username!),
            ("ConnectionStrings:shop:password", _role.Password!),
            ("ConnectionStrings:shop:dbname", _role.Database!));

        Assert.Equal(_role.Username, await service.LogInAsync());
        Assert.Contains("Application Name=shop", service.Data.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain(_role.Password!, service.Data.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_string_of_higher_precedence_keeps_all_that_it_says()
    {
        var builder = Some.Builder(
            ("ConnectionStrings:shop:host", "nowhere"),
            ("ConnectionStrings:shop:port", "1"),
            ("ConnectionStrings:shop:username", "nobody"),
            ("ConnectionStrings:shop:password", "none"),
            ("ConnectionStrings:shop:dbname", "nothing"));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:shop", (string?)_role.ConnectionString)]);
        await using var service = await DatabaseService.StartAsync(builder);

        Assert.Equal(_role.Username, await service.LogInAsync());
    }

    [Fact]
    public async Task A_string_of_higher_precedence_takes_what_it_lacks_from_the_keys()
    {
        var builder = Some.Builder(
            ("ConnectionStrings:shop:host", "nowhere"),
            ("ConnectionStrings:shop:port", $"{_role.Port}"),
            ("ConnectionStrings:shop:username", _role.Username!),
            ("ConnectionStrings:shop:password", _role.Password!));
        var text = $"Host={_role.Host};Database={_role.Database}";
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:shop", (string?)text)]);
        await using var service = await DatabaseService.StartAsync(builder);

        await LogsInAsync(service);
    }

    [Fact]
    public async Task A_reload_is_followed_by_the_next_login_and_by_one_that_waits_synchronously()
    {
        await using var service = await DatabaseService.StartAsync(_role);
        await LogsInAsync(service);

        await postgres.SetPasswordAsync(_role.Username!, Next);
        service.Reload("ConnectionStrings:shop:password", Next);

        await LogsInAsync(service);
        service.Data.Clear();
        await using var connection = service.Data.OpenConnection();
        Assert.Equal((1, 0, 0), (service.Logged(4100), service.Logged(4101), (int)service.Counted("grocery.config.postgres.proof.failures")));
    }

    [Fact]
    public async Task A_configuration_that_is_ahead_of_the_database_leaves_the_last_password_in_use()
    {
        await using var service = await DatabaseService.StartAsync(_role);
        await LogsInAsync(service);

        service.Reload("ConnectionStrings:shop:password", Next);
        await LogsInAsync(service);
        service.Reload("Unrelated", "1");
        await LogsInAsync(service);
        Assert.Equal(1, service.Logged(4101));

        await postgres.SetPasswordAsync(_role.Username!, Next);
        await LogsInAsync(service);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Message.Contains("never-shown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_of_the_former_password_are_closed_in_time_and_only_when_the_new_one_works()
    {
        await using var service = await DatabaseService.StartAsync(_role, ("Platform:Config:Postgres:RetireAfter", "00:10:00"));
        await LogsInAsync(service);
        var old = Assert.Single(await postgres.SessionsAsync(_role.Username!));

        service.Reload("ConnectionStrings:shop:password", Next);
        await postgres.SetPasswordAsync(_role.Username!, "neither");
        service.Time.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal([old], await postgres.SessionsAsync(_role.Username!));
        service.Time.Advance(TimeSpan.FromMinutes(6));
        await Eventually.HoldsAsync(() => service.Logged(4102) == 1, "the new password was tried");
        await Eventually.HoldsAsync(
            async () => (await postgres.SessionsAsync(_role.Username!)).SequenceEqual([old]), "the old connection is the only one");

        await postgres.SetPasswordAsync(_role.Username!, Next);
        await Eventually.HoldsAsync(
            async () =>
            {
                service.Time.Advance(TimeSpan.FromMinutes(13));
                return (await postgres.SessionsAsync(_role.Username!)).Length == 0;
            },
            "the old connection is closed");

        await Eventually.HoldsAsync(() => service.Logged(4105) == 1, "the end is told");
        await LogsInAsync(service);
    }

    [Fact]
    public async Task A_server_that_is_down_is_told_by_Npgsql_and_nothing_is_searched()
    {
        await using var service = await DatabaseService.StartAsync(new NpgsqlConnectionStringBuilder(_role.ConnectionString) { Port = FreePort.Next() });

        var exception = await Assert.ThrowsAsync<NpgsqlException>(service.LogInAsync);

        Assert.IsType<System.Net.Sockets.SocketException>(exception.InnerException);
        Assert.Equal((0, 0), (service.Logged(4101), service.Logged(4102)));
        Assert.Equal(HealthStatus.Healthy, (await service.CheckAsync()).Status);
    }

    [Fact]
    public async Task A_server_without_a_free_connection_for_the_proof_is_left_to_Npgsql()
    {
        await postgres.Server.ExecuteAsync($"""ALTER ROLE "{_role.Username}" CONNECTION LIMIT 0""", cancellationToken: Cancelled);
        await using var service = await DatabaseService.StartAsync(_role);

        var exception = await Assert.ThrowsAsync<PostgresException>(service.LogInAsync);

        Assert.Equal(PostgresErrorCodes.TooManyConnections, exception.SqlState);
        Assert.Equal((0, 0), (service.Logged(4101), service.Logged(4102)));
    }

    [Fact]
    public async Task A_cancelled_login_is_cancelled()
    {
        await using var service = await DatabaseService.StartAsync(_role);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await service.Data.OpenConnectionAsync(cancelled.Token));
    }

    [Fact]
    public async Task Switched_off_the_password_of_the_start_stays()
    {
        await using var service = await DatabaseService.StartAsync(_role, ("Platform:Config:Postgres:Enabled", "false"));
        await LogsInAsync(service);

        await postgres.SetPasswordAsync(_role.Username!, Next);
        service.Reload("ConnectionStrings:shop:password", Next);

        Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(service.LogInAsync)).SqlState);
    }

    [Theory]
    [InlineData("Host=db;Password=never-shown;Prot=1", "\"***\"")]
    [InlineData("never-shown", "\"***\"")]
    [InlineData("Username=app;Password=never-shown", "is not set")]
    [InlineData("", "is not set")]
    public async Task A_connection_string_that_cannot_be_used_stops_the_start_and_is_not_shown(string text, string expected)
    {
        var builder = Some.Builder(("ConnectionStrings:shop", text));

        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => DatabaseService.StartAsync(builder));

        var problem = Assert.Single(exception.Problems);
        Assert.Contains("ConnectionStrings:shop", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("never-shown", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_connection_string_in_a_reload_changes_nothing_and_is_told_by_the_options()
    {
        await using var service = await DatabaseService.StartAsync(_role);

        service.Reload("ConnectionStrings:shop:port", "many-never-shown");

        await LogsInAsync(service);
        var line = Assert.Single(service.Logs.Lines, line => line.EventId == 1000);
        Assert.Contains("ConnectionStrings:shop", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("never-shown", line.Message, StringComparison.Ordinal);
    }

    private async Task LogsInAsync(DatabaseService service) => Assert.Equal(_role.Username, await service.LogInAsync());
}
