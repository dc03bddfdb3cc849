using System.Data.Common;
using System.Net;
using Grocery.AppHost.Postgres;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Grocery.Platform.Drills.Tests.Postgres;

/// <summary>A real PostgreSQL that stops, falls silent and changes its password, under a service that is probed all the time.</summary>
public sealed class ReadinessTimelineTests(ITestOutputHelper output)
{
    private const string Role = "pantry";

    // Long for what takes some seconds, and shorter than the half minute that Npgsql would wait for a silent server.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readiness_follows_the_database_as_the_thresholds_say_and_liveness_never_moves()
    {
        await using var postgres = await PrivatePostgres.StartAsync(Cancelled);
        await using var proxy = new TcpProxy(postgres.Port);
        var connection = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync(Role, Cancelled)) { Port = proxy.Port };
        var password = connection.Password!;
        connection.Password = null;
        await using var data = new NpgsqlDataSourceBuilder(connection.ConnectionString)
            .UsePasswordProvider(_ => password, (_, _) => ValueTask.FromResult(password))
            .Build();
        using var runs = new CheckRuns("database");
        using var logs = new LogCollector("Grocery.Platform.Health");
        await using var app = await StartAsync(data, logs);
        var watch = new ProbeWatch(new Uri(app.Urls.Single()), runs);
        await using (watch)
        {
            await TurnsAsync(watch, isReady: true);

            await postgres.StopAsync();
            await TurnsAsync(watch, isReady: false);
            await postgres.StartAgainAsync(Cancelled);
            await TurnsAsync(watch, isReady: true);

            proxy.Blackhole();
            await TurnsAsync(watch, isReady: false);
            proxy.Heal();
            await TurnsAsync(watch, isReady: true);

            await ChangePasswordAsync(postgres);
            await TurnsAsync(watch, isReady: false);
            password = "changed";
            await TurnsAsync(watch, isReady: true);
        }

        output.WriteLine($"runs: {runs}; {watch.Probes.Count} times probed");
        foreach (var line in logs.Lines)
            output.WriteLine(line.Message);
        Assert.All(watch.Probes, probe => Assert.Equal(HttpStatusCode.OK, probe.Live));
        Assert.All(watch.Probes, probe => Assert.True(
            runs.Allow(probe.Ready == HttpStatusCode.OK, probe.RunsBefore, probe.RunsAfter), $"{probe} among the runs {runs}"));
        Assert.Collection(
            logs.Lines.Select(line => line.Message),
            line => Assert.Matches("^Check database is down after 3 failure.*(NpgsqlException|SQL state 57P0)", line),
            line => Assert.Equal("Check database is up again", line),
            line => Assert.Matches("^Check database is down after 3 failure.*(timed out after|still running)", line),
            line => Assert.Equal("Check database is up again", line),
            line => Assert.Equal("Check database is down after 3 failure(s) in a row: PostgresException, SQL state 28P01", line),
            line => Assert.Equal("Check database is up again", line));
    }

    private static Task TurnsAsync(ProbeWatch watch, bool isReady) =>
        Eventually.HoldsAsync(() => watch.IsReady == isReady, $"readiness turns {isReady}", Bound);

    private static async Task<WebApplication> StartAsync(NpgsqlDataSource data, LogCollector logs)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration["Platform:Health:Defaults:Period"] = "00:00:01";
        builder.Configuration["Platform:Health:Defaults:Timeout"] = "00:00:01";
        builder.Configuration["Platform:Health:Drain:Window"] = "00:00:00";
        builder.AddPlatformHealth();
        builder.Services.AddSingleton<DbDataSource>(data);
        builder.Services.AddHealthChecks().AddDatabase();

        var app = builder.Build();
        await app.StartAsync(Cancelled);
        return app;
    }

    // The sessions end, so that the next run has to log in.
    private static Task<string> ChangePasswordAsync(PrivatePostgres postgres) => postgres.ExecuteAsync(
        $"""
        ALTER ROLE "{Role}" PASSWORD 'changed';
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{Role}';
        """,
        cancellationToken: Cancelled);
}
