using Polly;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Tests.Pipelines;

public sealed class PipelineRetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a database that is busy")]
    [InlineData("HTTP")]
    [InlineData("HTTP 503")]
    [InlineData("a socket")]
    [InlineData("a stream")]
    [InlineData("a time-out")]
    public async Task A_failure_that_may_pass_is_retried(string kind)
    {
        using var host = new ResilientHost();
        var attempts = 0;

        var result = await host.PassBackoffsAsync(host.Pipeline().ExecuteAsync(
            _ => ++attempts < 4 ? throw ResilientHostPipelines.Failure(kind) : ValueTask.FromResult(attempts), Token).AsTask());

        Assert.Equal(4, result);
    }

    [Theory]
    [InlineData("a database that says no")]
    [InlineData("HTTP 404")]
    [InlineData("a bug")]
    [InlineData("a token of its own")]
    public async Task Any_other_failure_comes_back_as_it_is_and_says_nothing_about_what_is_called(string kind)
    {
        using var host = new ResilientHost(null, ("Defaults:BreakerMinimumThroughput", "2"));
        var pipeline = host.Pipeline();
        var failure = ResilientHostPipelines.Failure(kind);
        var attempts = 0;

        for (var call = 0; call < 5; call++)
        {
            Assert.Same(failure, await Assert.ThrowsAnyAsync<Exception>(() => pipeline.ExecuteAsync<int>(
                _ =>
                {
                    attempts++;
                    throw failure;
                },
                Token).AsTask()));
        }

        Assert.Equal(5, attempts);
        Assert.True(await pipeline.RunsAsync());
    }

    [Fact]
    public async Task The_last_failure_comes_back_when_the_retries_are_used_up()
    {
        using var host = new ResilientHost(null, ("Pipelines:orders:MaxRetries", "1"));
        var attempts = 0;

        var failure = await Assert.ThrowsAsync<IOException>(() => host.PassBackoffsAsync(
            host.Pipeline().ExecuteAsync<int>(_ => throw new IOException($"{++attempts}"), Token).AsTask()));

        Assert.Equal("2", failure.Message);
    }

    [Fact]
    public async Task A_service_can_say_what_may_pass_and_its_last_word_counts()
    {
        using var host = new ResilientHost(services => services
            .AddPlatformPipeline("orders", _ => false)
            .AddPlatformPipeline("orders", failure => failure is InvalidOperationException)
            .AddPlatformPipeline("prices", _ => false));
        var attempts = 0;

        var result = await host.PassBackoffsAsync(host.Pipeline().ExecuteAsync(
            _ => ++attempts < 2 ? throw new InvalidOperationException("The list is empty.") : ValueTask.FromResult(attempts), Token).AsTask());
        var other = host.Pipeline().FailAsync(new IOException("The pipe is broken."));

        Assert.Equal(2, result);
        await Assert.ThrowsAsync<IOException>(() => other);
    }

    [Fact]
    public async Task A_judgement_that_fails_is_a_no_and_lets_the_attempt_out()
    {
        using var host = new ResilientHost(
            services => services.AddPlatformPipeline("orders", _ => throw new NotSupportedException()), ("Pipelines:orders:ConcurrencyLimit", "1"));
        var pipeline = host.Pipeline();

        await Assert.ThrowsAsync<IOException>(() => pipeline.FailAsync(new IOException("The pipe is broken.")));

        Assert.True(await pipeline.RunsAsync());
    }

    [Fact]
    public async Task A_rejection_is_never_retried_whatever_the_service_says()
    {
        using var host = new ResilientHost(
            services => services.AddPlatformPipeline("orders", _ => true),
            [.. ResilientHostPipelines.Sensitive, ("Pipelines:orders:MaxRetries", "9"), ("Defaults:RetryMaxDelay", "00:00:01")]);
        var attempts = 0;

        await Assert.ThrowsAsync<IOException>(() => host.PassBackoffsAsync(
            host.Pipeline().ExecuteAsync<int>(_ => throw new IOException($"{++attempts}"), Token).AsTask()));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => host.PassBackoffsAsync(
            host.Pipeline().ExecuteAsync<int>(_ => throw new IOException($"{++attempts}"), Token).AsTask()));

        Assert.Equal(4, attempts);
        Assert.Equal(3, host.Logs.Lines.Count(line => line.EventId == 3003));
    }

    [Fact]
    public async Task Retries_are_under_the_budget_of_the_pipeline()
    {
        using var host = new ResilientHost(
            null, ("RetryBudget:Minimum", "2"), ("RetryBudget:Ratio", "0"), ("Defaults:MaxRetries", "9"));
        var (orders, prices) = (0, 0);

        await Assert.ThrowsAsync<IOException>(() => host.PassBackoffsAsync(
            host.Pipeline("orders").ExecuteAsync<int>(_ => throw new IOException($"{++orders}"), Token).AsTask()));
        await Assert.ThrowsAsync<IOException>(() => host.PassBackoffsAsync(
            host.Pipeline("prices").ExecuteAsync<int>(_ => throw new IOException($"{++prices}"), Token).AsTask()));

        Assert.Equal((3, 3), (orders, prices));
    }

    [Fact]
    public async Task It_works_on_the_calling_thread_too()
    {
        using var host = new ResilientHost();
        var attempts = 0;

        var call = Task.Run(() => host.Pipeline().Execute(() => ++attempts < 3 ? throw new IOException("The pipe is broken.") : attempts), Token);

        Assert.Equal(3, await host.PassBackoffsAsync(call));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipeline_within_another_minds_its_own_calls(bool sharesContext)
    {
        using var host = new ResilientHost();
        var (outer, inner) = (0, 0);
        var context = ResilienceContextPool.Shared.Get(Token);

        var call = host.Pipeline("orders").ExecuteAsync(
            async given =>
            {
                outer++;
                var mine = sharesContext ? given : ResilienceContextPool.Shared.Get(given.CancellationToken);
                await host.Pipeline("orders-db").ExecuteAsync(
                    _ => ++inner == 1 ? throw new IOException("The pipe is broken.") : ValueTask.CompletedTask, mine);
                return outer == 1 ? throw new TimeoutException("Too late.") : "done";
            },
            context).AsTask();
        var result = await host.PassBackoffsAsync(call);

        Assert.Equal(("done", 2, 3), (result, outer, inner));
    }

    [Fact]
    public async Task A_caller_who_cancels_is_no_failure_and_is_not_kept()
    {
        using var host = new ResilientHost(null, ("Defaults:BreakerMinimumThroughput", "2"));
        var pipeline = host.Pipeline();
        for (var call = 0; call < 4; call++)
        {
            using var caller = new CancellationTokenSource();
            var hanging = pipeline.ExecuteAsync(ResilientHostPipelines.HangAsync, caller.Token).AsTask();
            await caller.CancelAsync();

            var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
            Assert.True(failure.CancellationToken.IsCancellationRequested);
        }

        Assert.True(await pipeline.RunsAsync());
        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId is 3001 or 3003);
    }
}
