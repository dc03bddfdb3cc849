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
}
