using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Pipelines;

public sealed class PipelineTelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_measures_as_calls_of_clients_do()
    {
        using var host = new ResilientHost(null, ("RetryBudget:Minimum", "1"), ("RetryBudget:Ratio", "0"), ("Defaults:BreakerMinimumThroughput", "2"));
        await host.StartAsync();
        using var measured = new ResilienceMeasurements(host.Services.GetRequiredService<IMeterFactory>());
        var before = measured.Observe();

        await Assert.ThrowsAsync<IOException>(() => host.PassBackoffsAsync(
            host.Pipeline().ExecuteAsync<int>(_ => throw new IOException("The pipe is broken."), Token).AsTask()));

        Assert.Empty(before);
        Assert.Equal(
            [
                "attempt.duration orders error",
                "retries orders System.IO.IOException",
                "breaker.transitions orders open",
                "attempt.duration orders error",
                "retries.withheld orders breaker",
                "call.duration orders error",
            ],
            measured.Names);
        Assert.Equal(["breaker.state orders open = 1", "attempts.active orders = 0", "retry.budget.remaining orders = 0"], measured.Observe());
    }

    [Fact]
    public async Task The_tag_is_that_of_the_pipeline_and_the_span_around_it_tells_of_the_retry()
    {
        using var host = new ResilientHost();
        using var activity = new Activity("work").Start();
        var attempts = 0;

        await host.PassBackoffsAsync(host.Pipeline().ExecuteAsync(
            _ => ++attempts < 2 ? throw new IOException("The pipe is broken.") : ValueTask.FromResult(attempts), Token).AsTask());

        var retry = Assert.Single(activity.Events);
        Assert.Equal("grocery.resilience.retry", retry.Name);
        Assert.Contains(new KeyValuePair<string, object?>("grocery.resilience.pipeline", "orders"), retry.Tags);
        Assert.Contains(new KeyValuePair<string, object?>("error.type", "System.IO.IOException"), retry.Tags);
    }
}
