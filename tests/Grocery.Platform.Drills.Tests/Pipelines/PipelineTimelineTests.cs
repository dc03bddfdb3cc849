using Grocery.AppHost.Postgres;
using Grocery.Platform.Resilience;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Drills.Tests.Pipelines;

/// <summary>A real PostgreSQL that stops and comes back, behind a pipeline that is used all the time.</summary>
public sealed class PipelineTimelineTests(ITestOutputHelper output)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_breaker_of_a_database_opens_when_it_stops_and_closes_when_it_is_back()
    {
        await using var postgres = await PrivatePostgres.StartAsync(Cancelled);
        await using var data = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync("pantry", Cancelled));
        using var logs = new LogCollector("Grocery.Platform.Resilience");
        using var host = Host(logs);
        await host.StartAsync(Cancelled);
        var pipeline = host.Services.GetRequiredService<IPlatformPipelines>().Get("pantry");

        await QueryAsync(pipeline, data);
        var wrong = await Record.ExceptionAsync(() => QueryAsync(pipeline, data, "SELECT * FROM nowhere"));
        await postgres.StopAsync();
        var failures = await UseUntilAsync(pipeline, data, failure => failure is BrokenCircuitException);
        await postgres.StartAgainAsync(Cancelled);
        await UseUntilAsync(pipeline, data, failure => failure is null);
        await host.StopAsync(Cancelled);

        output.WriteLine(string.Join('\n', failures));
        foreach (var line in logs.Lines)
            output.WriteLine($"{line.EventId} {line.Message}");
        Assert.Equal(PostgresErrorCodes.UndefinedTable, Assert.IsType<PostgresException>(wrong).SqlState);
        Assert.All(failures.SkipLast(1), failure => Assert.Matches("^(Npgsql|Postgres)Exception", failure));
        Assert.Equal(3001, logs.Lines.First(line => line.EventId is 3001 or 3002).EventId);
        Assert.Equal(3002, logs.Lines.Last(line => line.EventId is 3001 or 3002).EventId);
        Assert.Contains(logs.Lines, line => line.EventId == 3003 && line.Message.StartsWith("Retry 1 of client pantry", StringComparison.Ordinal));
    }

    private static IHost Host(LogCollector logs)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs);
        builder.Configuration["Platform:Resilience:Pipelines:pantry:MaxRetries"] = "1";
        builder.Configuration["Platform:Resilience:Pipelines:pantry:RetryBaseDelay"] = "00:00:00.010";
        builder.Configuration["Platform:Resilience:Pipelines:pantry:BreakerMinimumThroughput"] = "5";
        builder.Configuration["Platform:Resilience:Pipelines:pantry:BreakerFailureRatio"] = "0.5";
        builder.Configuration["Platform:Resilience:Pipelines:pantry:BreakDuration"] = "00:00:01";
        builder.AddPlatformResilience();
        return builder.Build();
    }

    private static async Task QueryAsync(ResiliencePipeline pipeline, NpgsqlDataSource data, string sql = "SELECT 1") => await pipeline.ExecuteAsync(
        async token =>
        {
            await using var command = data.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(token);
        },
        Cancelled);

    private static async Task<IReadOnlyList<string>> UseUntilAsync(ResiliencePipeline pipeline, NpgsqlDataSource data, Func<Exception?, bool> isReached)
    {
        List<string> failures = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                var failure = await Record.ExceptionAsync(() => QueryAsync(pipeline, data));
                if (failure is not null)
                    failures.Add($"{failure.GetType().Name}: {failure.Message}");
                return isReached(failure);
            },
            "the pipeline turns");
        return failures;
    }
}
