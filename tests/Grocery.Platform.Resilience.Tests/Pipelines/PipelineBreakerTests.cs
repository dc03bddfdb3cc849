using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Tests.Pipelines;

public sealed class PipelineBreakerTests
{
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_breaker_rejects_at_once_until_one_attempt_has_succeeded()
    {
        using var host = new ResilientHost(null, ResilientHostPipelines.Sensitive);
        var pipeline = host.Pipeline();
        await pipeline.OpenBreakerAsync();

        var rejection = await Assert.ThrowsAsync<BrokenCircuitException>(() => pipeline.ExecuteAsync(ResilientHostPipelines.HangAsync, Token).AsTask());
        var otherRuns = await host.Pipeline("prices").RunsAsync();
        host.Time.Advance(BreakDuration);
        var trying = new TaskCompletionSource();
        var trial = pipeline.ExecuteAsync(async _ => await trying.Task, Token).AsTask();
        var runsBesideTrial = await pipeline.RunsAsync();
        trying.SetResult();
        await trial;

        Assert.Equal(BreakDuration, rejection.RetryAfter);
        Assert.Contains("breaker of orders is open", rejection.Message, StringComparison.Ordinal);
        Assert.Equal((true, false, true), (otherRuns, runsBesideTrial, await pipeline.RunsAsync()));
        var lines = host.Logs.Lines.Where(line => line.Category == "Grocery.Platform.Resilience" && line.Level > LogLevel.Debug);
        Assert.Equal([(LogLevel.Warning, 3001), (LogLevel.Information, 3002)], lines.Select(line => (line.Level, line.EventId)));
    }

    [Fact]
    public async Task A_trial_that_fails_opens_it_again_and_one_that_says_nothing_is_followed_by_another()
    {
        using var host = new ResilientHost(null, ResilientHostPipelines.Sensitive);
        var pipeline = host.Pipeline();
        await pipeline.OpenBreakerAsync();

        host.Time.Advance(BreakDuration);
        await Assert.ThrowsAsync<IOException>(() => pipeline.FailAsync(new IOException("The pipe is broken.")));
        var runsAfterFailure = await pipeline.RunsAsync();
        host.Time.Advance(2 * BreakDuration);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.FailAsync(new InvalidOperationException("The list is empty.")));

        Assert.Equal((false, true), (runsAfterFailure, await pipeline.RunsAsync()));
    }

    [Fact]
    public async Task A_breaker_keeps_its_state_when_the_options_change()
    {
        using var host = new ResilientHost(null, ResilientHostPipelines.Sensitive);
        var pipeline = host.Pipeline();
        await pipeline.OpenBreakerAsync();

        host.Reload("Pipelines:orders:MaxRetries", "1");
        var runsAfterReload = await pipeline.RunsAsync();
        host.Time.Advance(BreakDuration);
        await pipeline.RunsAsync();
        var attempts = 0;
        await Assert.ThrowsAsync<IOException>(() => host.PassBackoffsAsync(
            pipeline.ExecuteAsync<int>(_ => throw new IOException($"{++attempts}"), Token).AsTask()));

        Assert.False(runsAfterReload);
        Assert.Equal(2, attempts);
        Assert.Same(pipeline, host.Pipeline());
    }

    [Fact]
    public async Task Switched_off_a_pipeline_only_runs_what_it_is_given()
    {
        using var host = new ResilientHost(null, ResilientHostPipelines.Sensitive);
        var pipeline = host.Pipeline();
        await pipeline.OpenBreakerAsync();

        host.Reload("Pipelines:orders:Enabled", "false");
        var runsWhileOff = await pipeline.RunsAsync();
        host.Reload("Pipelines:orders:Enabled", "true");

        Assert.Equal((true, false), (runsWhileOff, await pipeline.RunsAsync()));
    }

    [Fact]
    public async Task The_switch_of_the_package_switches_pipelines_off()
    {
        using var host = new ResilientHost(null, [.. ResilientHostPipelines.Sensitive, ("Enabled", "false")]);
        var pipeline = host.Pipeline();

        await pipeline.OpenBreakerAsync();

        Assert.True(await pipeline.RunsAsync());
    }

    [Fact]
    public async Task More_attempts_than_the_limit_fail_at_once()
    {
        using var host = new ResilientHost(null, ("Pipelines:orders:ConcurrencyLimit", "2"));
        var pipeline = host.Pipeline();
        var ending = new TaskCompletionSource();
        Task[] running = [.. Enumerable.Range(0, 2).Select(_ => pipeline.ExecuteAsync(async _ => await ending.Task, Token).AsTask())];

        var rejection = await Assert.ThrowsAsync<ConcurrencyLimitRejectedException>(
            () => pipeline.ExecuteAsync(ResilientHostPipelines.HangAsync, Token).AsTask());
        ending.SetResult();
        await Task.WhenAll(running);

        Assert.Equal("2 attempts to call orders are under way, as many as ConcurrencyLimit of orders allows.", rejection.Message);
        Assert.True(await pipeline.RunsAsync());
    }

    [Fact]
    public async Task The_health_check_names_a_pipeline_whose_breaker_is_open()
    {
        using var host = new ResilientHost(services => services.AddHealthChecks(), ResilientHostPipelines.Sensitive);
        await host.Pipeline().OpenBreakerAsync();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

        Assert.Equal((HealthStatus.Degraded, "open: orders"), (report.Status, report.Entries["circuit-breakers"].Description));
    }

    [Fact]
    public async Task Options_of_a_pipeline_that_contradict_each_other_stop_the_start()
    {
        using var host = new ResilientHost(null, ("Pipelines:orders:AttemptTimeout", "00:00:40"));

        var failure = await Assert.ThrowsAsync<PlatformConfigurationException>(host.StartAsync);

        Assert.Contains("Platform:Resilience:Pipelines:orders:AttemptTimeout", failure.Message, StringComparison.Ordinal);
        Assert.Contains("at most Deadline", failure.Message, StringComparison.Ordinal);
    }
}
