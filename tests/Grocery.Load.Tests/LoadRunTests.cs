using System.Diagnostics;
using Grocery.Load.Arrivals;
using Grocery.Load.Figures;
using Grocery.Load.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Load.Tests;

public sealed class LoadRunTests
{
    [Fact]
    public async Task A_stall_of_the_service_is_in_the_open_model_and_would_hide_from_a_closed_one()
    {
        // From the hundredth request on everybody waits for the same moment: of 400 requests in 4 s, those that were meant to start in 2 s.
        const int requests = 400;
        var stall = TimeSpan.FromSeconds(2);
        await using var server = await StallingServer.StartAsync(100, stall);
        var open = (await RunAsync(Settings(server.Address) with { Stages = [new Stage(TimeSpan.FromSeconds(4), 100, 100)] })).Summary.All;

        await using var same = await StallingServer.StartAsync(100, stall);
        var closed = await MeasureClosedAsync(same.Address, requests);

        Assert.Equal((requests, requests), (open.Offered, closed.Count));
        Assert.InRange(open.Latency.Percentile(0.99), 0.9 * stall, TimeSpan.MaxValue);
        Assert.InRange(open.Latency.Percentile(0.75), 0.4 * stall, TimeSpan.MaxValue);
        Assert.InRange(closed.Max, 0.9 * stall, TimeSpan.MaxValue);
        Assert.InRange(closed.Percentile(0.99), TimeSpan.Zero, 0.5 * stall);
    }

    [Fact]
    public async Task A_load_asks_as_often_as_it_should_and_leaves_the_warm_up_out()
    {
        var asked = 0;
        await using var server = await LoadServer.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            return Task.CompletedTask;
        });
        Stage[] stages = [new(TimeSpan.FromSeconds(0.5), 20, 100), new(TimeSpan.FromSeconds(0.5), 200, 200)];

        var result = await RunAsync(Settings(server.Address) with { WarmUp = TimeSpan.FromSeconds(0.5), Stages = stages });

        Assert.Equal((130, 0, 0), (result.Summary.All.Offered, result.Summary.All.Failed, result.Summary.DroppedCount));
        Assert.Equal(140, asked);
        Assert.False(result.IsInterrupted);
        Assert.InRange(result.Generator.Processors, 0.0001, result.Generator.Available);
    }

    [Fact]
    public async Task Urls_are_asked_as_they_were_written_down_and_as_often_as_they_weigh()
    {
        var orders = 0;
        await using var server = await LoadServer.StartAsync(app =>
        {
            app.MapGet("/", (HttpRequest request) => request.Headers["X-Color"] == "blue" ? Results.Ok() : Results.BadRequest());
            app.MapPut("/orders", async (HttpRequest request) =>
            {
                Interlocked.Increment(ref orders);
                using var body = new StreamReader(request.Body);
                return await body.ReadToEndAsync() == "{\"quantity\":2}" && request.ContentType == "application/merge-patch+json" ? Results.Created() : Results.BadRequest();
            });
        });
        var result = await RunAsync(Settings(server.Address) with
        {
            Stages = [new Stage(TimeSpan.FromSeconds(1), 400, 400)],
            Urls =
            [
                new UrlRequest(server.Address) { Headers = [("X-Color", "blue")], Weight = 3 },
                new UrlRequest(new Uri(server.Address, "orders")) { Name = "orders", Method = HttpMethod.Put, Body = "{\"quantity\":2}", Headers = [("Content-Type", "application/merge-patch+json")] },
            ],
        });

        Assert.Equal((400, 0), (result.Summary.All.Offered, result.Summary.All.Failed));
        Assert.InRange(orders, 65, 135);
        Assert.Equal(orders, result.Summary.Scenarios.Single(scenario => scenario.Name == "orders").Figures.Offered);
    }

    [Fact]
    public async Task A_url_gets_no_cookie_back_that_it_did_not_ask_for()
    {
        await using var server = await LoadServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Cookies.Count == 0 ? 200 : 400;
            context.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        });

        var result = await RunAsync(Settings(server.Address) with { Stages = [new Stage(TimeSpan.FromSeconds(0.5), 20, 20)] });

        Assert.Equal((10, 0), (result.Summary.All.Offered, result.Summary.All.Failed));
    }

    [Fact]
    public async Task What_has_no_room_is_dropped_and_casts_doubt()
    {
        await using var server = await LoadServer.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

        var result = await RunAsync(Settings(server.Address) with
        {
            Concurrency = 5,
            TimeOut = TimeSpan.FromSeconds(3),
            Stages = [new Stage(TimeSpan.FromSeconds(0.5), 100, 100)],
        });

        Assert.Equal((5, 45, 5), (result.Summary.All.Offered, result.Summary.DroppedCount, result.Summary.MostUnderWay));
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("45 arrivals were dropped", StringComparison.Ordinal));
        Assert.Equal(5, result.Summary.All.Outcomes["time-out"]);
    }

    [Fact]
    public async Task A_load_that_is_stopped_reports_what_was_measured()
    {
        using var stop = new CancellationTokenSource();
        var asked = 0;
        await using var server = await LoadServer.StartAsync(_ => Interlocked.Increment(ref asked) == 20 ? stop.CancelAsync() : Task.CompletedTask);

        var result = await new LoadRun(Settings(server.Address) with { Stages = [new Stage(TimeSpan.FromHours(1), 100, 100)] }, TextWriter.Null)
            .RunAsync(stop.Token, CancellationToken.None);

        Assert.True(result.IsInterrupted);
        Assert.InRange(result.Summary.All.Offered, 20, 3_000);
        Assert.InRange(result.Summary.Duration, TimeSpan.FromSeconds(0.01), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Answers_that_are_given_up_are_counted_apart()
    {
        using var stop = new CancellationTokenSource();
        var asked = 0;
        await using var server = await LoadServer.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref asked) == 3)
                await stop.CancelAsync();

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });

        var result = await new LoadRun(Settings(server.Address), TextWriter.Null).RunAsync(stop.Token, stop.Token);

        Assert.Equal(0, result.Summary.All.Offered);
        Assert.InRange(result.Summary.Abandoned, 3, 100);
        Assert.Contains("Nothing was measured.", result.Doubts);
    }

    internal static LoadSettings Settings(Uri url) => new()
    {
        Urls = [new UrlRequest(url)],
        IsPoisson = false,
        WarmUp = TimeSpan.Zero,
        Stages = [new Stage(TimeSpan.FromSeconds(3), 50, 50)],
        Seed = 1,
    };

    private static Task<LoadResult> RunAsync(LoadSettings settings) => new LoadRun(settings, TextWriter.Null).RunAsync(CancellationToken.None, CancellationToken.None);

    // One client that asks again when it has its answer, and measures from when it asked.
    private static async Task<LatencyHistogram> MeasureClosedAsync(Uri url, int requests)
    {
        using var client = new HttpClient();
        var histogram = new LatencyHistogram();
        while (histogram.Count < requests)
        {
            var asked = Stopwatch.GetTimestamp();
            await client.GetStringAsync(url);
            histogram.Add(Stopwatch.GetElapsedTime(asked));
        }

        return histogram;
    }

    /// <summary>Answers at once but for one stall, in which everybody waits for its end.</summary>
    private static class StallingServer
    {
        public static Task<LoadServer> StartAsync(int after, TimeSpan stall)
        {
            var asked = 0;
            var end = new Lazy<Task>(() => Task.Delay(stall, TimeProvider.System));
            return LoadServer.StartAsync(_ => Interlocked.Increment(ref asked) >= after ? end.Value : Task.CompletedTask);
        }
    }
}
