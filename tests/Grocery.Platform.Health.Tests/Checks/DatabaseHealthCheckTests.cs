using System.Data.Common;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Health.Tests.Checks;

public class DatabaseHealthCheckTests
{
    [Fact]
    public async Task A_database_that_answers_is_up()
    {
        using var database = new FakeDatabase();
        await using var service = await TestService.StartAsync(checks =>
        {
            checks.Services.AddSingleton<DbDataSource>(database);
            checks.AddDatabase();
        });

        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        Assert.Equal(["SELECT 1"], database.Queries);
        Assert.Equal("database", service.Snapshot.Checks[0].Name);
    }

    [Theory]
    [InlineData("28P01", "Error, SQL state 28P01")]
    [InlineData(null, "Error")]
    public async Task A_failure_is_described_without_its_text(string? sqlState, string description)
    {
        using var database = new FakeDatabase { Failure = new FakeDatabase.Error("Host=db;Password=hunter2", sqlState) };
        await using var service = await TestService.StartAsync(checks => checks.AddDatabase("orders", _ => database));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        Assert.Equal(description, service.Snapshot.Checks[0].Snapshot?.Description);
        Assert.EndsWith($": {description}", Assert.Single(service.Logs.Lines).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_exception_is_described_by_its_type()
    {
        using var database = new FakeDatabase { Failure = new TimeoutException("hunter2") };
        await using var service = await TestService.StartAsync(checks => checks.AddDatabase("orders", _ => database));

        Assert.Equal("TimeoutException", service.Snapshot.Checks[0].Snapshot?.Description);
    }

    [Fact]
    public async Task A_query_that_a_silent_server_keeps_does_not_hold_up_the_next_run()
    {
        var silence = new TaskCompletionSource<object?>();
        using var database = new FakeDatabase { Silence = silence.Task };
        await using var service = TestService.Create(builder => builder.Services.AddHealthChecks().AddDatabase("orders", _ => database));
        await service.App.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            () => database.Queries.Count == 1 && service.Time.CountTimers(TimeSpan.Zero) == 1, "the query waits for the server");
        service.Time.Advance(TestService.Timeout);
        await Eventually.HoldsAsync(() => service.Snapshot.IsComplete, "the check has timed out");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());

        database.Silence = null;
        await service.NextRunAsync();

        await Eventually.HoldsAsync(async () => await service.ReadyAsync() == HttpStatusCode.OK, "the service is ready");
        Assert.Equal(2, database.Queries.Count);
        silence.SetResult(1);
    }

    [Fact]
    public async Task Without_a_data_source_the_check_is_down_and_says_what_to_do()
    {
        await using var service = await TestService.StartAsync(checks => checks.AddDatabase());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        Assert.Contains("no DbDataSource is registered", Assert.Single(service.Logs.Lines).Message, StringComparison.Ordinal);
    }
}
