using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Tests.Warmup;

public class WarmupTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readiness_waits_for_all_tasks_which_run_side_by_side()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var running = 0;
        await using var service = TestService.Create(builder => builder.Services
            .AddWarmup("cache", (_, _) => RunAsync(first))
            .AddWarmup("pool", (_, _) => RunAsync(second)));
        var start = service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => Volatile.Read(ref running) == 2, "both run");

        first.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await service.ProbeAsync("live")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.ProbeAsync("startup")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());

        second.SetResult();
        await start;
        Assert.Equal(HttpStatusCode.OK, (await service.ProbeAsync("startup")).Status);
        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());

        Task RunAsync(TaskCompletionSource result)
        {
            Interlocked.Increment(ref running);
            return result.Task;
        }
    }

    [Fact]
    public async Task A_task_that_fails_or_hangs_is_told_of_and_the_service_starts()
    {
        using var release = new ManualResetEventSlim();
        await using var service = TestService.Create(
            builder => builder.Services
                .AddWarmup("cache", (_, _) => throw new InvalidOperationException("Password=hidden"))
                .AddWarmup("stuck", (_, _) =>
                {
                    release.Wait(Cancelled);
                    return Task.CompletedTask;
                })
                .AddWarmup("pool", (_, _) => Task.CompletedTask),
            TestService.ManagementPort(),
            ("Platform:Health:Warmup:Tasks:stuck:Timeout", "00:00:07"));
        var start = service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => service.Logs.Lines.Count == 2 && service.Time.CountTimers(TimeSpan.Zero) > 0, "one task is left");

        service.Time.Advance(TimeSpan.FromSeconds(7));
        await start;

        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        Assert.Contains((LogLevel.Error, "Warm-up cache threw InvalidOperationException after 00:00:00"), Said());
        Assert.Contains((LogLevel.Error, "Warm-up stuck timed out after 00:00:07 after 00:00:07"), Said());
        Assert.Contains((LogLevel.Information, "Warm-up pool done in 00:00:00"), Said());
        Assert.Equal(
            """{"cache":{"durationSeconds":0,"failure":"threw InvalidOperationException"},"stuck":{"durationSeconds":7,"failure":"timed out after 00:00:07"},"pool":{"durationSeconds":0}}""",
            (await service.ReportAsync()).GetProperty("warmup").GetRawText());
        Assert.Equal(
            new PlatformFeature(
                "warm-up",
                true,
                "Platform:Health:Warmup:Tasks",
                "cache threw InvalidOperationException in 00:00:00, stuck timed out after 00:00:07 in 00:00:07, pool done in 00:00:00"),
            service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "warm-up"));
        release.Set();

        IEnumerable<(LogLevel, string)> Said() => service.Logs.Lines.Select(line => (line.Level, line.Message));
    }

    [Fact]
    public async Task A_required_task_that_fails_stops_the_start_and_says_how_to_mend_it()
    {
        await using var service = TestService.Create(
            builder => builder.Services.AddWarmup("cache", (_, _) => throw new InvalidOperationException("boom")),
            ("Platform:Health:Warmup:Defaults:Required", "true"));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => service.App.StartAsync(Cancelled));

        Assert.Equal(
            "The service does not start, because warm-up failed: cache threw InvalidOperationException. Mend the cause, lengthen "
            + "Platform:Health:Warmup:Tasks:cache:Timeout, or set Platform:Health:Warmup:Tasks:cache:Required to false to start without.",
            exception.Message);
        Assert.Equal("boom", exception.InnerException?.Message);
    }

    [Fact]
    public async Task Names_that_no_task_has_or_two_have_stop_the_start()
    {
        await using var service = TestService.Create(
            builder => builder.Services
                .AddWarmup("cache", (_, _) => Task.CompletedTask)
                .AddWarmup("Cache", (_, _) => Task.CompletedTask)
                .AddWarmup(" ", (_, _) => Task.CompletedTask),
            ("Platform:Health:Warmup:Tasks:cahe:Required", "true"));

        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => service.App.StartAsync(Cancelled));

        Assert.Equal(3, exception.Problems.Count);
        Assert.Contains("Platform:Health:Warmup:Tasks:cahe", exception.Problems[0], StringComparison.Ordinal);
        Assert.Contains("a name for each warm-up task", exception.Problems[1], StringComparison.Ordinal);
        Assert.Contains("one warm-up task of each name", exception.Problems[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_to_stop_during_warm_up_cancels_it()
    {
        var cancelled = new TaskCompletionSource();
        await using var service = TestService.Create(builder => builder.Services.AddWarmup("cache", async (_, token) =>
        {
            await using var registration = token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        }));
        var start = service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => service.Time.CountTimers(TimeSpan.Zero) > 0, "the task runs");

        service.App.Lifetime.StopApplication();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancelled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }

    [Fact]
    public async Task A_task_has_a_scope_of_its_own_and_a_class_can_be_one()
    {
        var ran = new List<string>();
        await using var service = TestService.Create(builder => builder.Services
            .AddScoped<ScriptedCheck>(_ => new ScriptedCheck())
            .AddSingleton<IWarmupTask>(new Recorded(ran))
            .AddWarmup("scoped", (services, _) =>
            {
                lock (ran)
                    ran.Add(services.GetRequiredService<ScriptedCheck>().GetType().Name);
                return Task.CompletedTask;
            }));

        await service.App.StartAsync(Cancelled);

        Assert.Equal(["ScriptedCheck", "recorded"], ran.Order(StringComparer.Ordinal));
    }

    private sealed class Recorded(List<string> ran) : IWarmupTask
    {
        public string Name => "recorded";

        public Task RunAsync(CancellationToken cancellationToken)
        {
            lock (ran)
                ran.Add(Name);
            return Task.CompletedTask;
        }
    }
}
