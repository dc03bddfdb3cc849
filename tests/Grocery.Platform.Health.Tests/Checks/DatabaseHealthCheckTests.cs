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

        Assert.Equal("threw TimeoutException", service.Snapshot.Checks[0].Snapshot?.Description);
    }

    [Fact]
    public async Task Without_a_data_source_the_check_is_down_and_says_what_to_do()
    {
        await using var service = await TestService.StartAsync(checks => checks.AddDatabase());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        Assert.Contains("no DbDataSource is registered", Assert.Single(service.Logs.Lines).Message, StringComparison.Ordinal);
    }
}
