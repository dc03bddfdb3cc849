using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog.Core;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class RequestLogTests
{
    private const string Debugging = "Platform:Observability:Logging:Buffer";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_debug_lines_of_a_failed_request_are_written_before_its_own_line_and_those_of_a_good_one_never()
    {
        await using var service = await StartAsync();

        await GetAsync(service, "/steps/3?status=200");
        await GetAsync(service, "/steps/3?status=500");

        Assert.Equal(
            ["Information done", "Information done", "Debug step 0", "Debug step 1", "Debug step 2"], Written(service, "Shop"));
        var lines = service.Log.Lines;
        Assert.Equal("Grocery.Platform.Observability.Request", lines[^1].GetProperty("logger").GetString());
        Assert.Equal(lines[^1].GetProperty("trace_id").GetString(), lines[^2].GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task A_thrown_exception_and_a_slow_answer_bring_the_debug_lines_too()
    {
        var time = new ManualTimeProvider();
        await using var service = await StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(time));

        await GetAsync(service, "/throws");
        await GetAsync(service, "/slow");

        Assert.Equal(["Debug before the throw", "Debug took long"], Written(service, "Shop"));
    }

    [Fact]
    public async Task Only_the_last_lines_that_fit_are_kept_and_the_others_counted()
    {
        await using var service = await StartAsync(null, ($"{Debugging}:Size", "2048"));

        await GetAsync(service, "/steps/100?status=200");
        Assert.Equal(0, await DroppedAsync(service));
        await GetAsync(service, "/steps/100?status=500");

        var kept = Written(service, "Shop").Where(text => text.StartsWith("Debug", StringComparison.Ordinal)).ToArray();
        Assert.InRange(kept.Length, 2, 20);
        Assert.Equal("Debug step 99", kept[^1]);
        Assert.Equal($"Debug step {100 - kept.Length}", kept[0]);
        Assert.Equal(100 - kept.Length, await DroppedAsync(service));
    }

    [Fact]
    public async Task All_requests_together_keep_no_more_than_their_share()
    {
        await using var service = await StartAsync(null, ($"{Debugging}:TotalSize", "65536"), ($"{Debugging}:Size", "32768"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync(service, "/together")));

        Assert.InRange(Written(service, "Shop").Count, 1, 16);
        Assert.NotEqual(0, await DroppedAsync(service));
    }

    [Fact]
    public async Task One_request_alone_may_keep_all_that_there_is_room_for()
    {
        await using var roomy = await StartAsync(null, ($"{Debugging}:Size", "65536"));
        await using var tight = await StartAsync(null, ($"{Debugging}:Size", "65536"), ($"{Debugging}:TotalSize", "65536"));

        await GetAsync(roomy, "/steps/400?status=500");
        await GetAsync(tight, "/steps/400?status=500");

        Assert.InRange(Written(roomy, "Shop").Count, 100, 399);
        Assert.Equal(Written(roomy, "Shop").Count, Written(tight, "Shop").Count);
    }

    [Fact]
    public void Room_for_all_requests_that_is_less_than_that_of_one_stops_the_start()
    {
        var builder = ServiceUnderTest.CreateBuilder(new LineStream(), ($"{Debugging}:TotalSize", "65536"), ($"{Debugging}:Size", "131072"));

        var exception = Assert.Throws<PlatformConfigurationException>(builder.Build);

        Assert.Equal(
            $"{Debugging}:TotalSize is \"65536\"; allowed: at least {Debugging}:Size, which is 131072. Raise it, or lower the size for one request.",
            Assert.Single(exception.Problems));
    }

    [Fact]
    public async Task Categories_that_are_excluded_and_lines_outside_of_requests_are_not_kept()
    {
        await using var service = await StartAsync(null, ($"{Debugging}:Excluded:0", "Shop"));

        await GetAsync(service, "/steps/3?status=500");

        Assert.Equal(["Information done"], Written(service, "Shop"));
        Assert.False(service.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Elsewhere").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var service = await StartAsync(null, ($"{Debugging}:Enabled", "false"));

        await GetAsync(service, "/steps/3?status=500");

        Assert.Equal(["Information done"], Written(service, "Shop"));
    }

    [Fact]
    public async Task Through_Serilog_the_same_lines_are_kept_and_no_sink_of_the_team_sees_them()
    {
        var sink = new TeamSink();
        await using var service = await StartAsync(builder => builder.Services.AddSingleton<ILogEventSink>(sink));

        await GetAsync(service, "/steps/2?status=500");

        Assert.Equal(["Information done", "Debug step 0", "Debug step 1"], Written(service, "Shop"));
        Assert.DoesNotContain(sink.Events, item => item.Level < Serilog.Events.LogEventLevel.Information);
    }

    private static Task<ServiceUnderTest> StartAsync(Action<WebApplicationBuilder>? add = null, params (string Key, string? Value)[] settings)
    {
        var entered = 0;
        var all = new TaskCompletionSource();
        return ServiceUnderTest.StartAsync(
            app =>
            {
                app.MapGet("/steps/{count}", (int count, int status, ILoggerFactory loggers) =>
                {
                    var logger = loggers.CreateLogger("Shop");
                    for (var i = 0; i < count; i++)
                        logger.LogDebug("step {Step}", i);
                    logger.LogInformation("done");
                    return Results.StatusCode(status);
                });
                app.MapGet("/together", async (ILoggerFactory loggers) =>
                {
                    loggers.CreateLogger("Shop").LogDebug("together");
                    if (Interlocked.Increment(ref entered) == 20)
                        all.SetResult();
                    await all.Task;
                    return Results.StatusCode(500);
                });
                app.MapGet("/throws", string (ILoggerFactory loggers) =>
                {
                    loggers.CreateLogger("Shop").LogDebug("before the throw");
                    throw new InvalidOperationException();
                });
                app.MapGet("/slow", (ILoggerFactory loggers, TimeProvider time) =>
                {
                    loggers.CreateLogger("Shop").LogDebug("took long");
                    ((ManualTimeProvider)time).Advance(TimeSpan.FromSeconds(2));
                });
            },
            add,
            settings);
    }

    private static async Task GetAsync(ServiceUnderTest service, string path)
    {
        using var response = await service.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
    }

    private static IReadOnlyList<string> Written(ServiceUnderTest service, string logger) =>
        [.. service.Log.Of(logger).Select(line => $"{line.GetProperty("level").GetString()} {line.GetProperty("message").GetString()}")];

    private static async Task<double> DroppedAsync(ServiceUnderTest service)
    {
        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        return Scrape.Samples(text, "grocery_logs_dropped_total").Where(sample => sample.Labels.Contains("buffer_full", StringComparison.Ordinal)).Sum(sample => sample.Value);
    }
}
