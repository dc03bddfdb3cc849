using Grocery.Platform.Resilience.Inbound;

namespace Grocery.Platform.Resilience.Tests.Inbound;

public sealed class InboundLimiterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Threads_that_race_never_pass_the_limit_and_leave_nothing_behind()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "2"));
        var limiter = service.Limiter;
        var (inside, over, entered) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                if (limiter.TryEnter(RequestPriority.Normal) is not { } cohort)
                    continue;

                if (Interlocked.Increment(ref inside) > 2)
                    Interlocked.Increment(ref over);

                Interlocked.Increment(ref entered);
                Interlocked.Decrement(ref inside);
                limiter.Leave(cohort, 0, hasFailed: false);
            }
        })));

        Assert.Equal(0, over);
        Assert.True(entered > 0);
        Assert.Equal(0, limiter.InFlight);
    }

    [Fact]
    public async Task Nobody_is_forgotten_in_the_queue()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "2"), ("QueueLength", "10000"));
        var (limiter, queue) = (service.Limiter, service.Queue);

        // The time stands still: who is forgotten waits for ever.
        async Task<string?> PassAsync(int number)
        {
            await Task.Yield();
            var priority = (RequestPriority)(number % 3);
            var (cohort, reason) = (limiter.TryEnter(priority), default(string));
            if (cohort is null)
                (cohort, reason) = await queue.WaitAsync(priority, CancellationToken.None);

            if (cohort is null)
                return reason ?? "nothing";

            await Task.Yield();
            limiter.Leave(cohort, 0, hasFailed: false);
            queue.LetIn();
            return null;
        }

        var ends = await Task.WhenAll(Enumerable.Range(0, 5_000).Select(PassAsync))
            .WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);

        Assert.All(ends, Assert.Null);
        Assert.Equal((0, 0), (limiter.InFlight, queue.Count));
    }

    [Theory]
    [InlineData(1, true, 50)]
    [InlineData(1, false, 54)]
    [InlineData(1_000, false, 29)]
    [InlineData(1_000, true, 29)]
    public async Task The_limit_follows_the_latency_but_not_that_of_quick_failures(int milliseconds, bool hasFailed, int expected)
    {
        await using var service = await ProtectedService.StartAsync(
            ("Mode", "Adaptive"), ("Limit", "50"), ("Smoothing", "1"), ("Tolerance", "1"));
        for (var window = 0; window < 12; window++)
            Pass(service, requests: 10, TimeSpan.FromMilliseconds(100), hasFailed: false);

        Pass(service, requests: 40, TimeSpan.FromMilliseconds(milliseconds), hasFailed);

        Assert.Equal(expected, service.Limiter.Limit);
    }

    [Fact]
    public async Task A_reload_of_something_else_keeps_what_was_learnt()
    {
        await using var service = await ProtectedService.StartAsync(("Mode", "Adaptive"), ("Limit", "50"));
        for (var window = 0; window < 20; window++)
            Pass(service, requests: 40, TimeSpan.FromMilliseconds(100), hasFailed: false);

        var learnt = service.Limiter.Limit;
        service.Reload("RetryAfter", "00:00:05");
        Pass(service, requests: 1, TimeSpan.FromMilliseconds(1), hasFailed: false);

        Assert.True(learnt > 50);
        Assert.Equal(learnt, service.Limiter.Limit);
    }

    private static void Pass(ProtectedService service, int requests, TimeSpan latency, bool hasFailed)
    {
        var start = service.Time.GetTimestamp();
        var cohorts = new Stack<Cohort>();
        for (var i = 0; i < requests; i++)
            cohorts.Push(Assert.IsType<Cohort>(service.Limiter.TryEnter(RequestPriority.Normal)));

        service.Time.Advance(latency);
        while (cohorts.Count > 1)
            service.Limiter.Leave(cohorts.Pop(), start, hasFailed);

        service.Time.Advance(TimeSpan.FromMilliseconds(250));
        service.Limiter.Leave(cohorts.Pop(), start + 250 * TimeSpan.TicksPerMillisecond, hasFailed);
    }
}
