using System.Net;
using System.Text.Json;
using Grocery.Platform.TestSupport;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Summary.Tests.Overview;

public sealed class SummaryTests
{
    private static readonly string[] Paths = ["/categories", "/cart", "/orders", "/orders/statistics"];

    [Fact]
    public async Task All_parts_are_there()
    {
        await using var app = await SummaryApp.StartAsync();

        var summary = await ReadAsync(app);

        Assert.Equal("""{"categories":2,"products":53}""", summary.GetProperty("products").GetRawText());
        Assert.Equal("""{"items":2,"units":5,"total":12.50}""", summary.GetProperty("cart").GetRawText());
        Assert.Equal(7, summary.GetProperty("orders").GetProperty("count").GetInt32());
        Assert.Equal(9.90m, summary.GetProperty("orders").GetProperty("last").GetProperty("total").GetDecimal());
        Assert.Equal(20m, summary.GetProperty("statistics").GetProperty("revenue").GetDecimal());
        Assert.Empty(summary.GetProperty("missing").EnumerateArray());
    }

    [Theory]
    [InlineData("/categories", "products")]
    [InlineData("/cart", "cart")]
    [InlineData("/orders", "orders")]
    public async Task A_part_that_fails_or_hangs_is_missing_and_the_rest_is_there(string path, string part)
    {
        await using var app = await SummaryApp.StartAsync();
        await ReadAsync(app);

        app.Others.Down.Add(path);
        var failed = await ReadAsync(app);
        app.Others.Down.Clear();
        app.Others.Hanging.Add(path);
        var hung = await ReadAsync(app);

        Assert.All([failed, hung], summary => IsMissing(summary, part));
    }

    [Theory]
    [InlineData("/categories", "products", "<html></html>")]
    [InlineData("/categories", "products", "[null]")]
    [InlineData("/categories", "products", """[{"name":"dairy"}]""")]
    [InlineData("/cart", "cart", "null")]
    [InlineData("/cart", "cart", """{"items":null,"total":12.50}""")]
    [InlineData("/cart", "cart", """{"items":[null],"total":12.50}""")]
    [InlineData("/cart", "cart", """{"items":[{"quantity":2147483647},{"quantity":1}],"total":12.50}""")]
    [InlineData("/orders", "orders", """{"items":[{}],"total":7}""")]
    [InlineData("/orders", "orders", """{"items":"none","total":7}""")]
    [InlineData("/orders/statistics", "statistics", "")]
    [InlineData("/orders/statistics", "statistics", """{"orders":1}""")]
    public async Task A_part_that_makes_no_sense_is_missing_and_the_rest_is_there(string path, string part, string body)
    {
        await using var app = await SummaryApp.StartAsync();
        app.Others.Nonsense[path] = body;

        IsMissing(await ReadAsync(app), part);
    }

    [Fact]
    public async Task Statistics_that_never_came_are_missing_and_the_rest_is_there()
    {
        await using var app = await SummaryApp.StartAsync();
        app.Others.Down.Add("/orders/statistics");

        IsMissing(await ReadAsync(app), "statistics");
    }

    [Fact]
    public async Task Statistics_of_before_are_there_while_order_hangs()
    {
        await using var app = await SummaryApp.StartAsync();
        await ReadAsync(app);
        app.Others.Hanging.Add("/orders/statistics");

        await Eventually.HoldsAsync(async () => (await ReadAsync(app)).GetProperty("statistics") is { ValueKind: JsonValueKind.Object } old
            && old.GetProperty("stale").GetBoolean(), "they are stale");
    }

    [Fact]
    public async Task With_all_hanging_the_answer_comes_after_one_deadline()
    {
        var time = new ManualTimeProvider();
        await using var app = await SummaryApp.StartAsync(time: time);
        app.Others.Hanging.UnionWith(Paths);

        var reading = ReadAsync(app);
        await Eventually.HoldsAsync(() => Paths.All(path => app.Others.CallsOf(path) > 0), "all are asked, without a wait for one");
        Assert.False(reading.IsCompleted);
        time.Advance(SummaryApp.Deadline);

        Assert.Equal(4, (await reading).GetProperty("missing").GetArrayLength());
    }

    [Fact]
    public async Task A_summary_is_for_users()
    {
        await using var app = await SummaryApp.StartAsync();

        using var anonymous = await app.Summary.Client.GetAsync(new Uri("/summary", UriKind.Relative), TestContext.Current.CancellationToken);

        await anonymous.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    private static async Task<JsonElement> ReadAsync(SummaryApp app)
    {
        using var response = await app.Summary.ClientOf("ann").GetAsync(new Uri("/summary", UriKind.Relative), TestContext.Current.CancellationToken);
        return await response.JsonAsync(HttpStatusCode.OK);
    }

    private static void IsMissing(JsonElement summary, string part)
    {
        Assert.Equal([part], summary.GetProperty("missing").EnumerateArray().Select(missing => missing.GetString()!));
        foreach (var other in new[] { "products", "cart", "orders", "statistics" })
            Assert.Equal(other == part ? JsonValueKind.Null : JsonValueKind.Object, summary.GetProperty(other).ValueKind);
    }
}
