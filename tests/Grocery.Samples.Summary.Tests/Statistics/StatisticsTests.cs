using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Summary.Tests.Statistics;

public sealed class StatisticsTests
{
    private const string Path = "/orders/statistics";
    private const string LongEnough = "01:00:00";

    [Fact]
    public async Task Order_is_asked_once_however_many_ask()
    {
        await using var app = await SummaryApp.StartAsync(LongEnough);
        var gate = new TaskCompletionSource();
        app.Others.Gate = gate.Task;

        var asking = Enumerable.Range(0, 20).Select(_ => app.Summary.GetAsync("/statistics")).ToArray();
        await Eventually.HoldsAsync(() => app.Others.CallsOf(Path) > 0, "order is asked");
        gate.SetResult();
        var answers = await Task.WhenAll(asking);
        await app.Summary.GetAsync("/statistics");

        Assert.Equal(1, app.Others.CallsOf(Path));
        Assert.All(answers, answer => Assert.Equal(1, answer.GetProperty("orders").GetInt32()));
        Assert.All(answers, answer => Assert.False(answer.GetProperty("stale").GetBoolean()));
    }

    [Fact]
    public async Task Old_ones_are_asked_for_anew()
    {
        await using var app = await SummaryApp.StartAsync();
        var first = await app.Summary.GetAsync("/statistics");

        await Eventually.HoldsAsync(
            async () => (await app.Summary.GetAsync("/statistics")).GetProperty("orders").GetInt32() > first.GetProperty("orders").GetInt32(), "they are new");
    }

    [Fact]
    public async Task While_order_is_down_the_last_ones_are_given_and_marked()
    {
        await using var app = await SummaryApp.StartAsync();
        var fresh = await app.Summary.GetAsync("/statistics");

        app.Others.Down.Add(Path);
        await Eventually.HoldsAsync(async () => (await app.Summary.GetAsync("/statistics")).GetProperty("stale").GetBoolean(), "they are stale");
        var stale = await app.Summary.GetAsync("/statistics");
        app.Others.Down.Clear();

        Assert.True(fresh.GetProperty("asOf").GetDateTimeOffset() <= stale.GetProperty("asOf").GetDateTimeOffset());
        Assert.Equal(20m, stale.GetProperty("revenue").GetDecimal());
        await Eventually.HoldsAsync(async () => !(await app.Summary.GetAsync("/statistics")).GetProperty("stale").GetBoolean(), "they are fresh again");
    }

    [Fact]
    public async Task Without_any_there_is_a_503()
    {
        await using var app = await SummaryApp.StartAsync();
        app.Others.Down.Add(Path);

        using var response = await app.Summary.Client.GetAsync(new Uri("/statistics", UriKind.Relative), TestContext.Current.CancellationToken);

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Order_is_left_alone_while_it_is_down_from_the_first_time_on()
    {
        await using var app = await SummaryApp.StartAsync(LongEnough);
        app.Others.Down.Add(Path);
        using var first = await app.Summary.Client.GetAsync(new Uri("/statistics", UriKind.Relative), TestContext.Current.CancellationToken);
        var calls = app.Others.CallsOf(Path);

        using var second = await app.Summary.Client.GetAsync(new Uri("/statistics", UriKind.Relative), TestContext.Current.CancellationToken);

        await second.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(calls, app.Others.CallsOf(Path));
    }
}
