using Grocery.Platform.Config.Refresh;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Config.Tests.Refresh;

public sealed class RefreshTimingTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/grocery/dev/products/A", "1");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task The_times_between_reads_differ_and_stay_within_a_quarter_of_the_period()
    {
        await using var service = await RunningService.StartAsync(_aws);

        var waits = await WaitsAsync(service, 8);

        Assert.All(waits, wait => Assert.InRange(wait, 0.75 * Minute, 1.25 * Minute));
        Assert.Equal(8, waits.Distinct().Count());
    }

    [Fact]
    public async Task Each_instance_has_a_sequence_of_its_own_and_always_the_same()
    {
        await using var one = await RunningService.StartAsync(_aws, ("Platform:Service:Instance", "task-1"));
        await using var again = await RunningService.StartAsync(_aws, ("Platform:Service:Instance", "task-1"));
        await using var other = await RunningService.StartAsync(_aws, ("Platform:Service:Instance", "task-2"));

        var waits = await WaitsAsync(one, 3);

        Assert.Equal(waits, await WaitsAsync(again, 3));
        Assert.NotEqual(waits, await WaitsAsync(other, 3));
    }

    [Fact]
    public async Task Reads_that_need_more_requests_than_the_budget_come_later()
    {
        for (var i = 0; i < 95; i++)
            _aws.Parameters.Put($"/grocery/dev/products/Item{i}", "1");
        await using var service = await RunningService.StartAsync(_aws, ("Platform:Config:Refresh:MaxRequestsPerMinute", "2"));

        // 11 calls a read: 10 pages of the service and one of the shared path.
        var waits = await WaitsAsync(service, 3);

        Assert.All(waits, wait => Assert.InRange(wait, 5.5 * Minute, 1.25 * 5.5 * Minute));
        Assert.Equal(3, waits.Distinct().Count());
    }

    [Fact]
    public async Task What_reads_by_the_trigger_have_cost_puts_the_next_one_off_by_no_more_than_an_hour()
    {
        await using var service = await RunningService.StartAsync(_aws, ("Platform:Config:Refresh:MaxRequestsPerMinute", "1"));
        for (var i = 0; i < 200; i++)
            await service.RefreshAsync();

        await WaitsAsync(service, 1);
        var waits = await WaitsAsync(service, 1);

        Assert.InRange(waits[0], 2 * Minute, 1.25 * 60 * Minute);
    }

    [Fact]
    public async Task A_larger_budget_shortens_the_wait_at_once()
    {
        for (var i = 0; i < 95; i++)
            _aws.Parameters.Put($"/grocery/dev/products/Item{i}", "1");
        _aws.Parameters.Put("/grocery/dev/products/Platform/Config/Refresh/MaxRequestsPerMinute", "1");
        await using var service = await RunningService.StartAsync(_aws);
        await Eventually.HoldsAsync(() => service.Time.NextDue > 10 * Minute, "the long wait");
        _aws.Parameters.Put("/grocery/dev/products/Platform/Config/Refresh/MaxRequestsPerMinute", "2400");

        await service.RefreshAsync();

        await Eventually.HoldsAsync(() => service.Time.NextDue <= 1.25 * Minute, "the short wait");
    }

    [Fact]
    public async Task Failed_reads_come_later_and_later_and_a_good_one_ends_that()
    {
        await using var service = await RunningService.StartAsync(_aws);
        _aws.Fail(AwsFault.AccessDenied);

        var waits = await WaitsAsync(service, 7);
        _aws.Heal();
        await WaitsAsync(service, 1);
        var healed = await WaitsAsync(service, 1);

        Assert.All(waits.Index().Skip(1), wait => Assert.InRange(
            wait.Item, 0.75 * Math.Min(10, Math.Pow(2, wait.Index)) * Minute, 1.25 * Math.Min(10, Math.Pow(2, wait.Index)) * Minute));
        Assert.InRange(healed[0], 0.75 * Minute, 1.25 * Minute);
    }

    [Fact]
    public async Task A_failure_is_said_once_a_minute_with_how_often_it_came()
    {
        await using var service = await RunningService.StartAsync(_aws);
        _aws.Fail(AwsFault.AccessDenied);

        for (var i = 0; i < 5; i++)
            await service.RefreshAsync();
        service.Time.AdvanceWithoutTimers(Minute);
        await service.RefreshAsync();
        _aws.Heal();
        await service.RefreshAsync();

        var lines = service.Logs.Lines.Where(line => line.EventId == 4001).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.Contains("(1 times since", lines[0].Message, StringComparison.Ordinal);
        Assert.Contains("AccessDeniedException", lines[0].Message, StringComparison.Ordinal);
        Assert.Contains("(5 times since", lines[1].Message, StringComparison.Ordinal);
        Assert.Single(service.Logs.Lines, line => line.EventId == 4002 && line.Message.Contains("after 6 failed reads", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_tells_the_age_while_reads_fail_and_nothing_of_what_AWS_said()
    {
        await using var service = await RunningService.StartAsync(_aws);
        await service.RefreshAsync();
        _aws.Fail(AwsFault.AccessDenied);
        service.Time.AdvanceWithoutTimers(10 * Minute);

        await service.RefreshAsync();
        var failing = await service.CheckAsync();
        _aws.Heal();
        await service.RefreshAsync();
        var healed = await service.CheckAsync();

        Assert.Equal(HealthStatus.Degraded, failing.Status);
        Assert.Equal(
            "the values are 600 s old; 1 reads failed since; not read: the Parameter Store path /grocery/dev/shared/ (denied) "
            + "and the Parameter Store path /grocery/dev/products/ (denied)",
            failing.Description);
        Assert.Equal(600L, failing.Data["age_seconds"]);
        Assert.Equal((HealthStatus.Healthy, 0L), (healed.Status, healed.Data["age_seconds"]));
    }

    [Fact]
    public async Task There_are_never_two_reads_at_once_and_all_who_ask_during_one_share_the_next()
    {
        await using var service = await RunningService.StartAsync(_aws);
        _aws.ForgetCalls();
        _aws.Delay(TimeSpan.FromSeconds(2));

        var first = service.RefreshAsync();
        await Eventually.HoldsAsync(() => _aws.Calls.Count == 2, "the first read");
        var others = Enumerable.Range(0, 50).Select(_ => service.RefreshAsync()).ToArray();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(4, _aws.Calls.Count);
        var paths = _aws.Calls.Where(call => call.Path == Some.ServicePath).ToArray();
        Assert.True(paths[1].At - paths[0].At >= TimeSpan.FromSeconds(1.9), "the second read began before the first had ended");
    }

    [Fact]
    public async Task Reading_again_can_be_turned_off_and_the_trigger_still_reads()
    {
        await using var service = await RunningService.StartAsync(_aws, ("Platform:Config:Refresh:Enabled", "false"));
        _aws.Parameters.Put("/grocery/dev/products/A", "2");

        service.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, _aws.Calls.Count);
        Assert.Equal("1", service.Configuration["A"]);

        await service.RefreshAsync();
        Assert.Equal("2", service.Configuration["A"]);
    }

    [Fact]
    public async Task The_period_can_be_changed_by_what_is_read()
    {
        _aws.Parameters.Put("/grocery/dev/products/Platform/Config/Refresh/Period", "01:00:00");
        await using var service = await RunningService.StartAsync(_aws);
        await Eventually.HoldsAsync(() => service.Time.CountTimers(30 * Minute) == 1, "the long wait");
        _aws.Parameters.Put("/grocery/dev/products/Platform/Config/Refresh/Period", "00:01:00");

        await service.RefreshAsync();

        await Eventually.HoldsAsync(() => service.Time.CountTimers(30 * Minute) == 0 && service.Time.NextDue <= 1.25 * Minute, "the short wait");
    }

    [Fact]
    public async Task It_stops_with_the_host_also_while_AWS_is_silent()
    {
        var service = await RunningService.StartAsync(_aws);
        _aws.Fail(AwsFault.Silence);
        var refresh = service.RefreshAsync();
        await Eventually.HoldsAsync(() => _aws.Calls.Count > 2, "a read that hangs");
        var start = TimeProvider.System.GetTimestamp();

        await service.StopAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refresh);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_source_the_trigger_has_nothing_to_do_and_says_so()
    {
        var builder = Some.Builder();
        builder.AddPlatformConfig(Some.Connection(_aws));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(await host.Services.GetRequiredService<IConfigurationRefresher>().RefreshAsync(TestContext.Current.CancellationToken));
        Assert.Empty(_aws.Calls);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets so many reads come by themselves, and tells how long each was waited for.</summary>
    private static async Task<List<TimeSpan>> WaitsAsync(RunningService service, int reads)
    {
        var waits = new List<TimeSpan>();
        var reloads = service.Services.GetRequiredService<SourceReloads>();
        for (var i = 0; i < reads; i++)
        {
            await Eventually.HoldsAsync(() => service.Time.CountTimers(TimeSpan.Zero) == 1, "the wait for the next read");
            var before = reloads.State;
            waits.Add(service.Time.NextDue!.Value);
            service.Time.AdvanceToNextTimer();
            await Eventually.HoldsAsync(() => !ReferenceEquals(reloads.State, before), "a read");
        }

        return waits;
    }
}
