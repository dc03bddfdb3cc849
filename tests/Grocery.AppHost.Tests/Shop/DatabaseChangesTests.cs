using System.Net;
using Grocery.AppHost.Postgres;
using Grocery.AppHost.Shop;
using Npgsql;

namespace Grocery.AppHost.Tests.Shop;

[Collection(nameof(OpenShop))]
public sealed class DatabaseChangesTests(OpenShop open)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private RunningShop Shop => open.Shop;

    private SupervisedService Product => Shop.Service("product");

    [Fact]
    public async Task A_rotated_password_works_and_the_old_one_is_refused()
    {
        var old = Shop.Database.LoginOf("product");
        await open.AnswersAsync(HttpStatusCode.OK);

        await Shop.Database.RotatePasswordAsync("product", Cancelled);

        var current = Shop.Database.LoginOf("product");
        Assert.NotEqual(old.Password, current.Password);
        await LogInAsync(current);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => LogInAsync(old));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Shop.Database.Cut();
        await open.AnswersAsync(HttpStatusCode.OK);
        await HasNoSecretAsync(old.Password, current.Password);
    }

    [Fact]
    public async Task A_rotation_that_has_begun_is_not_cancelled_half_way()
    {
        var old = Shop.Database.LoginOf("product");
        using var cancelling = new CancellationTokenSource();

        var rotating = Shop.Database.RotatePasswordAsync("product", cancelling.Token);
        await cancelling.CancelAsync();

        await rotating;
        Assert.NotEqual(old.Password, Shop.Database.LoginOf("product").Password);
        await LogInAsync(Shop.Database.LoginOf("product"));
    }

    [Fact]
    public async Task The_service_works_as_the_role_that_can_create_nothing()
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(
            () => QueryAsync(Shop.Database.LoginOf("product"), "CREATE TABLE mine (id int)"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        await Eventually.HoldsAsync(
            async () =>
            {
                await open.AnswersAsync(HttpStatusCode.OK);
                return await QueryAsync(
                    Shop.Database.LoginOf("product"), "SELECT count(*) > 1 FROM pg_stat_activity WHERE datname = 'product' AND usename = 'product'") == "True";
            },
            "the service has a session as this role, beside that of the test");
    }

    [Fact]
    public async Task A_slow_database_makes_answers_slow_for_as_long_as_it_is_so()
    {
        var slowness = TimeSpan.FromMilliseconds(400);
        await open.AnswersAsync(HttpStatusCode.OK);

        Shop.Database.Slowness = slowness;

        var start = TimeProvider.System.GetTimestamp();
        await open.AnswersAsync(HttpStatusCode.OK);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= slowness);
        Shop.Database.Slowness = TimeSpan.Zero;
        await Eventually.HoldsAsync(
            async () =>
            {
                var again = TimeProvider.System.GetTimestamp();
                await open.AnswersAsync(HttpStatusCode.OK);
                return TimeProvider.System.GetElapsedTime(again) < slowness;
            },
            "it is fast again");
    }

    [Fact]
    public async Task A_restart_of_the_database_is_survived()
    {
        var process = Product.Current.Process.Id;

        await Shop.Database.RestartAsync(Cancelled);

        await open.AnswersAsync(HttpStatusCode.OK);
        Assert.Equal(process, Product.Current.Process.Id);
    }

    private static Task<string> LogInAsync(DatabaseLogin login) => QueryAsync(login, "SELECT 1");

    private static async Task<string> QueryAsync(DatabaseLogin login, string sql)
    {
        await using var database = NpgsqlDataSource.Create(
            $"Host={login.Host};Port={login.Port};Database={login.Database};Username={login.User};Password={login.Password};Pooling=false");
        await using var command = database.CreateCommand(sql);
        return $"{await command.ExecuteScalarAsync(Cancelled)}";
    }

    private async Task HasNoSecretAsync(params string[] secrets)
    {
        var logs = await File.ReadAllTextAsync(Path.Combine(Shop.LogFolder, "product.log"), Cancelled);
        var told = open.Output;
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, logs + told, StringComparison.Ordinal));
    }
}
