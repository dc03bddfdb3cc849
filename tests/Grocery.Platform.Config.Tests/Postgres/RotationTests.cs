using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Grocery.Platform.Config.Tests.Postgres;

/// <summary>A rotation as AWS does it, step by step, with a login between any two steps.</summary>
public sealed class RotationTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Next = "next-never-shown";
    private const string AfterNext = "after-next-never-shown";

    private AwsEndpoint _aws = null!;
    private NpgsqlConnectionStringBuilder _role = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _role = await postgres.CreateRoleAsync();
        _aws.Secrets.Put(DatabaseService.Secret, DatabaseService.SecretOf(_role));
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Every_login_during_a_rotation_succeeds_and_the_old_password_is_dead_after()
    {
        await using var service = await DatabaseService.StartAsync(_aws);
        await LogsInAsync(service);

        _aws.Secrets.PutPending(DatabaseService.Secret, Secret(Next));
        await LogsInAsync(service);
        await postgres.SetPasswordAsync(_role.Username!, Next);
        await LogsInAsync(service);
        await LogsInAsync(service);
        _aws.Secrets.Promote(DatabaseService.Secret);
        await LogsInAsync(service);
        await service.RefreshAsync();
        await LogsInAsync(service);

        Assert.False(await PostgresServer.TakesAsync(_role, _role.Password!));
        Assert.Equal(1, service.Counted("grocery.config.postgres.password.changes"));
        Assert.Equal((1, 1, 0), (service.Logged(4100), service.Logged(4101), service.Logged(4102)));
        Assert.Equal(HealthStatus.Healthy, (await service.CheckAsync()).Status);
    }

    [Fact]
    public async Task A_change_that_nobody_has_read_yet_is_read_at_the_refusal()
    {
        await using var service = await DatabaseService.StartAsync(_aws);
        await LogsInAsync(service);

        await postgres.SetPasswordAsync(_role.Username!, Next);
        _aws.Secrets.Put(DatabaseService.Secret, Secret(Next));

        await LogsInAsync(service);
        Assert.Contains(service.Logs.Lines, line => line.Message == "New logins to the database shop use another password, from the configuration");
        Assert.Equal(1, service.Counted("grocery.config.postgres.proof.failures"));
    }

    [Fact]
    public async Task A_secret_that_is_ahead_of_the_database_leaves_the_previous_version_in_use()
    {
        await using var service = await DatabaseService.StartAsync(_aws);

        _aws.Secrets.Put(DatabaseService.Secret, Secret(Next));
        await service.RefreshAsync();

        await LogsInAsync(service);
        await postgres.SetPasswordAsync(_role.Username!, Next);
        await LogsInAsync(service);
    }

    [Fact]
    public async Task All_logins_that_meet_a_refusal_share_one_search()
    {
        await using var service = await DatabaseService.StartAsync(_aws);
        await LogsInAsync(service);
        _aws.Secrets.PutPending(DatabaseService.Secret, Secret(Next));
        await postgres.SetPasswordAsync(_role.Username!, Next);
        service.Data.Clear();
        _aws.ForgetCalls();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            await using var connection = await service.Data.OpenConnectionAsync(TestContext.Current.CancellationToken);
        }));

        Assert.Equal(1, service.Logged(4101));
        Assert.InRange(_aws.Calls.Count, 1, 4);
    }

    [Fact]
    public async Task A_password_that_stays_wrong_fails_as_Npgsql_fails_and_AWS_is_asked_now_and_then()
    {
        await using var service = await DatabaseService.StartAsync(_aws);
        await LogsInAsync(service);
        await postgres.SetPasswordAsync(_role.Username!, Next);
        _aws.ForgetCalls();

        for (var i = 0; i < 20; i++)
            await FailsAsync(service);
        var calls = _aws.Calls.Count;
        service.Time.Advance(TimeSpan.FromSeconds(7));
        await FailsAsync(service);
        var callsOfTwo = _aws.Calls.Count;
        service.Time.Advance(TimeSpan.FromSeconds(7));
        await FailsAsync(service);

        Assert.InRange(calls, 1, 4);
        Assert.InRange(callsOfTwo, calls + 1, 2 * calls);
        Assert.Equal(callsOfTwo, _aws.Calls.Count);
        Assert.Equal((1, 1, 0), (service.Logged(4101), service.Logged(4102), service.Logged(4103)));
        var entry = await service.CheckAsync();
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Matches("^shop: no known login works since [0-9TZ:-]+$", entry.Description);

        _aws.Secrets.Put(DatabaseService.Secret, Secret(Next));
        await service.RefreshAsync();
        await LogsInAsync(service);

        Assert.Equal(HealthStatus.Healthy, (await service.CheckAsync()).Status);
        Assert.Equal(1, service.Logged(4103));
        NothingIsShown(service);
    }

    [Fact]
    public async Task AWS_that_does_not_answer_costs_nothing_but_the_other_versions()
    {
        await using var service = await DatabaseService.StartAsync(_aws);
        await LogsInAsync(service);
        _aws.Fail(AwsFault.AccessDenied);
        await postgres.SetPasswordAsync(_role.Username!, Next);

        await FailsAsync(service);
        Assert.Equal(1, service.Logged(4106));

        await postgres.SetPasswordAsync(_role.Username!, _role.Password!);
        await LogsInAsync(service);
        NothingIsShown(service);
    }

    [Fact]
    public async Task Two_users_that_take_turns_leave_the_data_source_with_its_own()
    {
        var (user, clone) = (_role.Username!, _role.Username + "_clone");
        await postgres.CloneAsync(user, clone, "clone-never-shown");
        await using var service = await DatabaseService.StartAsync(_aws);
        await LogsInAsync(service);

        _aws.Secrets.Put(DatabaseService.Secret, DatabaseService.SecretOf(_role, clone, "clone-never-shown"));
        await service.RefreshAsync();
        await LogsInAsync(service);
        _aws.Secrets.PutPending(DatabaseService.Secret, Secret(Next));
        await postgres.SetPasswordAsync(user, Next);
        await LogsInAsync(service);
        _aws.Secrets.Promote(DatabaseService.Secret);
        await service.RefreshAsync();
        await LogsInAsync(service);

        Assert.Equal(0, service.Logged(4104));
        NothingIsShown(service);
    }

    [Fact]
    public async Task A_user_of_whom_no_version_is_left_is_told_once_and_keeps_its_last_password()
    {
        var (user, clone) = (_role.Username!, _role.Username + "_clone");
        await postgres.CloneAsync(user, clone, "clone-never-shown");
        await using var service = await DatabaseService.StartAsync(_aws);
        await LogsInAsync(service);

        foreach (var password in new[] { "other-never-shown", "clone-never-shown" })
        {
            _aws.Secrets.Put(DatabaseService.Secret, DatabaseService.SecretOf(_role, clone, password));
            await service.RefreshAsync();
        }

        await Eventually.HoldsAsync(() => service.Logged(4104) == 1, "the warning");
        await LogsInAsync(service);
        _aws.Secrets.Put(DatabaseService.Secret, DatabaseService.SecretOf(_role, clone, AfterNext));
        await service.RefreshAsync();

        await Eventually.HoldsAsync(async () => (await service.CheckAsync()).Status == HealthStatus.Degraded, "the check is degraded");
        var entry = await service.CheckAsync();
        Assert.Equal("shop: the configuration has another user now, and nothing for that of this process; restart it", entry.Description);
        _aws.Secrets.Put(DatabaseService.Secret, Secret(_role.Password!));
        await service.RefreshAsync();
        await Eventually.HoldsAsync(async () => (await service.CheckAsync()).Status == HealthStatus.Healthy, "the user is back");
        Assert.Equal(1, service.Logged(4104));
        NothingIsShown(service);
    }

    private string Secret(string password) => DatabaseService.SecretOf(_role, password: password);

    private async Task LogsInAsync(DatabaseService service) => Assert.Equal(_role.Username, await service.LogInAsync());

    private async Task FailsAsync(DatabaseService service)
    {
        var exception = await Assert.ThrowsAsync<PostgresException>(service.LogInAsync);

        Assert.Equal("28P01", exception.SqlState);
        Assert.DoesNotContain("never-shown", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_role.Password!, exception.ToString(), StringComparison.Ordinal);
    }

    private void NothingIsShown(DatabaseService service)
    {
        Assert.NotEmpty(service.Logs.Lines);
        Assert.DoesNotContain(service.Logs.Lines, line =>
            line.Message.Contains("never-shown", StringComparison.Ordinal) || line.Message.Contains(_role.Password!, StringComparison.Ordinal));
    }
}
