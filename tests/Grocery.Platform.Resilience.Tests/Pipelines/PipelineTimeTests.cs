using Polly.Timeout;

namespace Grocery.Platform.Resilience.Tests.Pipelines;

public sealed class PipelineTimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_that_hangs_is_cut_off_and_retried()
    {
        using var host = new ResilientHost();
        var attempts = 0;

        var call = host.Pipeline().ExecuteAsync(
            async token =>
            {
                if (++attempts == 1)
                    await ResilientHostPipelines.HangAsync(token);
                return attempts;
            },
            Token).AsTask();
        var cut = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(2, await host.PassBackoffsAsync(call));
        Assert.Equal(TimeSpan.FromSeconds(10), cut);
    }

    [Fact]
    public async Task A_time_out_names_the_pipeline_and_the_key()
    {
        using var host = new ResilientHost(null, ("Pipelines:orders:MaxRetries", "0"), ("Pipelines:orders:AttemptTimeout", "00:00:02"));

        var call = host.Pipeline().ExecuteAsync(ResilientHostPipelines.HangAsync, Token).AsTask();
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        var failure = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal(TimeSpan.FromSeconds(2), failure.Timeout);
        Assert.Equal("The attempt to call orders took longer than its time-out of 00:00:02 (AttemptTimeout of orders).", failure.Message);
    }

    [Fact]
    public async Task The_deadline_ends_all_attempts_together()
    {
        using var host = new ResilientHost(null, ("Defaults:Deadline", "00:00:15"));
        var start = host.Time.GetUtcNow();
        var attempts = 0;

        var call = host.Pipeline().ExecuteAsync(
            token =>
            {
                attempts++;
                return ResilientHostPipelines.HangAsync(token);
            },
            Token).AsTask();
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(10));
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(1));
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        var failure = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15), 2), (failure.Timeout, host.Time.GetUtcNow() - start, attempts));
        Assert.Equal("The call to orders did not end by its deadline of 00:00:15 (Deadline of orders).", failure.Message);
    }

    [Fact]
    public async Task A_retry_that_would_come_too_late_is_not_made()
    {
        using var host = new ResilientHost(null, ("Defaults:Deadline", "00:00:10"), ("Defaults:RetryBaseDelay", "00:00:05"));
        var attempts = 0;

        var call = host.Pipeline().ExecuteAsync<int>(
            _ =>
            {
                attempts++;
                host.Time.AdvanceWithoutTimers(TimeSpan.FromSeconds(6));
                throw new IOException("The pipe is broken.");
            },
            Token).AsTask();

        await Assert.ThrowsAsync<IOException>(() => call);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task A_time_out_of_a_pipeline_within_comes_back_as_it_is()
    {
        using var host = new ResilientHost(
            null, ("Defaults:MaxRetries", "0"), ("Pipelines:orders-db:AttemptTimeout", "00:00:02"), ("Pipelines:orders-db:Deadline", "00:00:02"));

        var call = host.Pipeline("orders").ExecuteAsync(
            async token => await host.Pipeline("orders-db").ExecuteAsync(ResilientHostPipelines.HangAsync, token), Token).AsTask();
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        var failure = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Contains("orders-db", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_deadline_of_the_work_around_it_cuts_it_without_anything_being_passed()
    {
        using var host = new ResilientHost();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(3), host.Time);
        var attempts = 0;

        var call = host.Pipeline().ExecuteAsync(
            token =>
            {
                attempts++;
                return ResilientHostPipelines.HangAsync(token);
            },
            Token).AsTask();
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        var failure = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        var runsTooLate = await host.Pipeline().RunsAsync();

        Assert.Equal((TimeSpan.FromSeconds(3), 1, false), (failure.Timeout, attempts, runsTooLate));
        Assert.Contains("deadline of the work it belongs to", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(3_000, false)]
    public async Task Callers_with_less_time_than_it_usually_takes_do_not_open_the_breaker_of_all(int milliseconds, bool runsAfterwards)
    {
        using var host = new ResilientHost(
            null,
            ("Defaults:MaxRetries", "0"),
            ("Defaults:BreakerMinimumThroughput", "10"),
            ("Defaults:BreakDuration", "01:00:00"),
            ("Defaults:MaxBreakDuration", "01:00:00"));
        var pipeline = host.Pipeline();
        for (var call = 0; call < 100; call++)
        {
            await pipeline.ExecuteAsync(
                _ =>
                {
                    host.Time.AdvanceWithoutTimers(TimeSpan.FromMilliseconds(100));
                    return ValueTask.CompletedTask;
                },
                Token);
        }

        for (var call = 0; call < 20; call++)
        {
            using var work = RequestDeadline.Begin(TimeSpan.FromMilliseconds(milliseconds), host.Time);
            var hanging = pipeline.ExecuteAsync(ResilientHostPipelines.HangAsync, Token).AsTask();
            if (!hanging.IsCompleted)
                await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
            Assert.NotNull(await Record.ExceptionAsync(() => hanging));
        }

        Assert.Equal(runsAfterwards, await pipeline.RunsAsync());
    }
}
