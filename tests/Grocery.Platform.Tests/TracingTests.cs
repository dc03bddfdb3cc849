using System.Globalization;
using Grocery.AppHost.Postgres;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Npgsql;

namespace Grocery.Platform.Tests;

/// <summary>The traces of a whole service, as a collector gets them.</summary>
public sealed class TracingTests
{
    private const int Client = 3;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_attempt_of_an_outgoing_call_is_a_span_that_says_which()
    {
        await using var prices = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Status(503), Reply.Ok);
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var app = await StartAsync(collector, app => app.MapGet("/call", (IHttpClientFactory clients) => clients.CreateClient().GetStringAsync(prices.Address))))
            await GetAsync(app, "/call");

        var server = Assert.Single(collector.Spans, span => span.Name == "GET /call");
        var attempts = collector.Spans.Where(span => span.Kind == Client && span.ParentSpanId == server.SpanId).ToList();
        Assert.Equal([503L, 503L, 200L], attempts.Select(span => span.Attributes["http.response.status_code"]));
        Assert.Equal([null, 1L, 2L], attempts.Select(span => span.Attributes.GetValueOrDefault("http.request.resend_count")));
    }

    [Fact]
    public async Task Statements_of_PostgreSQL_are_spans_by_the_convention_and_name_no_user()
    {
        await using var postgres = await PrivatePostgres.StartAsync(Cancelled);
        var connectionString = await postgres.CreateDatabaseAsync("pantry_owner", Cancelled);
        await using var data = NpgsqlDataSource.Create(connectionString.Replace("Database=pantry_owner", "Database=postgres", StringComparison.Ordinal) + ";Persist Security Info=true");
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
        }

        Expect("GET /good", new() { ["db.query.text"] = "SELECT 1 WHERE 'secret' <> $1" });
        Expect("GET /bad", new()
        {
            ["db.query.text"] = "SELECT * FROM nowhere WHERE mail = ?",
            ["db.response.status_code"] = "42P01",
            ["error.type"] = "42P01",
        });
        Assert.DoesNotContain(
            collector.Spans.SelectMany(span => span.Attributes.Values), value => value.ToString()!.Contains("pantry_owner", StringComparison.Ordinal));

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

    private static async Task<WebApplication> StartAsync(OtlpReceiver collector, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Platform:Observability:Logging:Enabled"] = "false";
        builder.Configuration["Platform:Resilience:Defaults:RetryBaseDelay"] = "00:00:00.010";
        builder.Configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = collector.HttpEndpoint + "/v1/traces";
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.AddGroceryPlatform();

        var app = builder.Build();
        map(app);
        await app.StartAsync(Cancelled);
        return app;
    }

    private static async Task GetAsync(WebApplication app, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
    }
}
