using System.Net;
using Grocery.AppHost.Postgres;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Products.Tests.Storage;

/// <summary>On a server of its own, which the tests may stop.</summary>
public sealed class DatabaseOutageTests : IAsyncLifetime
{
    private PrivatePostgres _postgres = null!;
    private string _connectionString = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PrivatePostgres.StartAsync(TestContext.Current.CancellationToken);
        _connectionString = await _postgres.CreateDatabaseAsync("products", TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_database_is_down_requests_get_a_503_and_then_work_again(bool crash)
    {
        await using var app = new ProductsApp().With("ConnectionStrings:Products", _connectionString);
        await app.InitializeAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.ReserveAsync("bananas-1kg", 1)));

        await (crash ? _postgres.KillAsync() : _postgres.StopAsync());

        foreach (var path in new[] { "/products", "/products/bananas-1kg", "/categories" })
        {
            using var response = await app.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        using var refused = await app.ReserveAsync("bananas-1kg", 1);
        await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable);

        await _postgres.StartAgainAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(async () => (await app.ReserveAsync("bananas-1kg", 1)).IsSuccessStatusCode, "the reservation works again");
        Assert.Equal(169, await app.StockOfAsync("bananas-1kg"));
    }

    [Fact]
    public async Task Readiness_follows_the_database_and_liveness_does_not()
    {
        await using var service = ServiceProcess.Start(typeof(Program).Assembly.Location, new Dictionary<string, string?>
        {
            ["ConnectionStrings__Products"] = _connectionString,
            ["Platform__Health__Defaults__Period"] = "00:00:00.5",
            ["Platform__Health__Defaults__Timeout"] = "00:00:00.4",
        });
        using var client = await service.ListeningAsync();
        await AnswersAsync(client, "/health/ready", HttpStatusCode.OK);

        await _postgres.KillAsync();

        await AnswersAsync(client, "/health/ready", HttpStatusCode.ServiceUnavailable);
        await AnswersAsync(client, "/health/live", HttpStatusCode.OK);

        await _postgres.StartAgainAsync(TestContext.Current.CancellationToken);

        await AnswersAsync(client, "/health/ready", HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_start_without_the_database_fails_with_what_to_do()
    {
        await _postgres.StopAsync();
        await using var app = new ProductsApp()
            .With("ConnectionStrings:Products", _connectionString)
            .With("Database:StartupDeadline", "00:00:01");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await app.InitializeAsync());

        Assert.Contains($"127.0.0.1:{_postgres.Port}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Products", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_start_waits_for_a_database_that_comes_late()
    {
        await _postgres.StopAsync();
        await using var app = new ProductsApp().With("ConnectionStrings:Products", _connectionString);

        var start = Task.Run(async () => await app.InitializeAsync(), TestContext.Current.CancellationToken);
        await _postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        await start;

        Assert.Equal(180, await app.StockOfAsync("bananas-1kg"));
    }

    private static Task AnswersAsync(HttpClient client, string path, HttpStatusCode status) => Eventually.HoldsAsync(
        async () =>
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return response.StatusCode == status;
        },
        $"{path} answers {status}");
}
