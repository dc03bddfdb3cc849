using System.Globalization;
using Grocery.AppHost.Postgres;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Npgsql;

namespace Grocery.Platform.Tests;

/// <summary>What a service tells about its database: by the conventions, and never whose name it uses.</summary>
[Collection(nameof(AloneInProcess))]
public sealed class PostgresTelemetryTests
{
    private const int Client = 3;
    private const string User = "pantry_owner";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Statements_of_PostgreSQL_are_spans_by_the_convention_and_name_no_user()
    {
        await using var postgres = await PrivatePostgres.StartAsync(Cancelled);
        await using var data = NpgsqlDataSource.Create(await ConnectionStringAsync(postgres));
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var app = await StartAsync(collector, app =>
        {
            app.MapGet("/good", async () =>
            {
                await using var command = data.CreateCommand("SELECT 1 WHERE 'secret' <> $1");
                command.Parameters.Add(new NpgsqlParameter { Value = "me" });
                await command.ExecuteNonQueryAsync(Cancelled);
            });
            app.MapGet("/bad", async () =>
            {
                await using var command = data.CreateCommand("SELECT * FROM nowhere WHERE mail = 'me@example.com'");
                await command.ExecuteNonQueryAsync(Cancelled);
            });
        }))
        {
            await GetAsync(app, "/good");
            await GetAsync(app, "/bad");
            await app.StopAsync(Cancelled);
        }

        Expect("GET /good", new() { ["db.query.text"] = "SELECT 1 WHERE 'secret' <> $1" });
        Expect("GET /bad", new()
        {
            ["db.query.text"] = "SELECT * FROM nowhere WHERE mail = ?",
            ["db.response.status_code"] = "42P01",
            ["error.type"] = "42P01",
        });
        Assert.DoesNotContain(
            collector.Spans.SelectMany(span => span.Attributes.Values), value => value.ToString()!.Contains(User, StringComparison.Ordinal));

        void Expect(string request, Dictionary<string, object> attributes)
        {
            var server = Assert.Single(collector.Spans, span => span.Name == request);
            var span = Assert.Single(
                collector.Spans, span => span.ParentSpanId == server.SpanId && span.Attributes.ContainsKey("db.query.text"));
            Assert.Equal((Client, "postgres"), (span.Kind, span.Name));
            attributes["db.system.name"] = "postgresql";
            attributes["db.namespace"] = "postgres";
            attributes["server.address"] = "127.0.0.1";
            attributes["server.port"] = (long)postgres.Port;
            attributes["db.npgsql.data_source"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{postgres.Port}/postgres");
            Assert.True(span.Attributes.ContainsKey("db.npgsql.connection_id"));
            Assert.Equal(
                attributes.OrderBy(tag => tag.Key), span.Attributes.Where(tag => tag.Key != "db.npgsql.connection_id").OrderBy(tag => tag.Key));
        }
    }

    [Fact]
    public async Task The_metrics_of_a_pool_without_a_name_show_its_address_and_those_of_a_named_one_the_name()
    {
        await using var postgres = await PrivatePostgres.StartAsync(Cancelled);
        var connectionString = await ConnectionStringAsync(postgres);
        await using var unnamed = NpgsqlDataSource.Create(connectionString);
        await using var second = NpgsqlDataSource.Create(connectionString + ";Application Name=second");
        await using var named = new NpgsqlDataSourceBuilder(connectionString) { Name = "orders" }.Build();
        await using var app = await StartAsync(null, app => app.MapGet("/query", async () =>
        {
            foreach (var data in new[] { unnamed, second, named })
            {
                await using var command = data.CreateCommand("SELECT 1");
                await command.ExecuteNonQueryAsync(Cancelled);
            }
        }));

        await GetAsync(app, "/query");
        var lines = (await GetAsync(app, "/metrics")).Split('\n');

        var pool = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{postgres.Port}/postgres");
        foreach (var name in new[] { pool, pool + " (2)", "orders" })
        {
            Assert.Equal(100, Value("db_client_connection_max", name));
            Assert.Equal(1, Value("db_client_operation_duration_seconds_count", name));
        }

        Assert.DoesNotContain(lines, line => line.Contains(User, StringComparison.Ordinal) || line.Contains("Password", StringComparison.Ordinal));

        double Value(string metric, string name) => double.Parse(
            Assert.Single(lines, line => line.StartsWith(metric + "{", StringComparison.Ordinal) && line.Contains($"pool_name=\"{name}\"", StringComparison.Ordinal))
                .Split(' ')[^1],
            CultureInfo.InvariantCulture);
    }

    private static async Task<string> ConnectionStringAsync(PrivatePostgres postgres)
    {
        var own = await postgres.CreateDatabaseAsync(User, Cancelled);
        return own.Replace($"Database={User}", "Database=postgres", StringComparison.Ordinal) + ";Persist Security Info=true";
    }

    private static async Task<WebApplication> StartAsync(OtlpReceiver? collector, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Platform:Observability:Logging:Enabled"] = "false";
        if (collector is not null)
            builder.Configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = collector.HttpEndpoint + "/v1/traces";

        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.AddGroceryPlatform();

        var app = builder.Build();
        map(app);
        await app.StartAsync(Cancelled);
        return app;
    }

    private static async Task<string> GetAsync(WebApplication app, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }
}
