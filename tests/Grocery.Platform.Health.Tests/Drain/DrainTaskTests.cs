using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Tests.Drain;

public class DrainTaskTests
{
    private static readonly (string, string) Window = ("Platform:Health:Drain:Window", "00:00:20");
    private static readonly (string, string) Budget = ("Platform:Health:Drain:Budget", "00:00:50");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drain_tasks_run_side_by_side_after_the_window_and_before_the_port_closes()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var service = TestService.Create(
            builder => builder.Services.AddDrainTask("orders", (_, _) => first.Task).AddDrainTask("mails", (_, _) => second.Task),
            Window,
            TestService.ManagementPort());
        service.App.MapGet("/", () => "hello");
        await service.App.StartAsync(Cancelled);
        Assert.Equal(("running", "waiting", "waiting"), await PhaseAsync(service));

        service.App.Lifetime.StopApplication();
        var stop = service.App.WaitForShutdownAsync(Cancelled);
        await Eventually.HoldsAsync(() => service.Time.CountTimers(TimeSpan.Zero) > 0, "the window is open");
        service.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(("serving", "waiting", "waiting"), await PhaseAsync(service));
        service.Time.Advance(TimeSpan.FromSeconds(17));
        await Eventually.HoldsAsync(async () => await PhaseAsync(service) == ("stopping_tasks", "running", "running"), "both run");

        service.Time.Advance(TimeSpan.FromSeconds(1));
        first.SetResult();
        await Eventually.HoldsAsync(async () => await PhaseAsync(service) == ("stopping_tasks", "done", "running"), "one is done");
        Assert.Equal("hello", await service.Client.GetStringAsync(service.AddressOf("/"), Cancelled));
        Assert.False(stop.IsCompleted);

        second.SetResult();
        await stop;
        Assert.Equal(
            (LogLevel.Information, "Stopped in 00:00:21: serving 00:00:20, drain tasks 00:00:01, requests and services 00:00:00; 0 request(s) cut off"),
            service.Logs.Lines.Select(line => (line.Level, line.Message)).Last());
    }

    [Fact]
    public async Task Drain_tasks_without_a_name_or_with_that_of_another_stop_the_start()
    {
        await using var service = TestService.Create(builder => builder.Services
            .AddDrainTask("orders", (_, _) => Task.CompletedTask)
            .AddDrainTask("Orders", (_, _) => Task.CompletedTask)
            .AddDrainTask(" ", (_, _) => Task.CompletedTask));

        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => service.App.StartAsync(Cancelled));

        Assert.Equal(2, exception.Problems.Count);
        Assert.Contains("a name for each drain task", exception.Problems[0], StringComparison.Ordinal);
        Assert.Contains("one drain task of each name", exception.Problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_fails_holds_up_nothing()
    {
        await using var service = TestService.Create(
            builder => builder.Services.AddDrainTask("orders", (_, _) => throw new InvalidOperationException("boom")));
        await service.App.StartAsync(Cancelled);

        await service.App.StopAsync(Cancelled);

        Assert.Contains((LogLevel.Warning, "Drain task orders failed"), service.Logs.Lines.Select(line => (line.Level, line.Message)));
    }

    [Fact]
    public async Task A_task_gets_half_of_what_the_window_leaves_of_the_budget_and_is_then_left_to_itself()
    {
        var cancelled = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        await using var service = TestService.Create(
            builder => builder.Services.AddDrainTask("orders", (_, token) =>
            {
                token.Register(cancelled.SetResult);
                return never.Task;
            }),
            Window,
            Budget,
            TestService.ManagementPort());
        await service.App.StartAsync(Cancelled);
        service.App.Lifetime.StopApplication();
        var stop = service.App.WaitForShutdownAsync(Cancelled);
        await Eventually.HoldsAsync(() => service.Time.CountTimers(TimeSpan.Zero) > 0, "the window is open");
        service.Time.Advance(TimeSpan.FromSeconds(20));
        await Eventually.HoldsAsync(() => service.Time.CountTimers(TimeSpan.Zero) > 0, "the task has its bound");

        service.Time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(cancelled.Task.IsCompleted);
        service.Time.Advance(TimeSpan.FromSeconds(0.1));

        await cancelled.Task;
        await Eventually.HoldsAsync(() => service.Time.CountTimers(TimeSpan.Zero) > 0, "the task has a second to react");
        service.Time.Advance(TimeSpan.FromSeconds(1));
        await stop;
        Assert.Contains(
            (LogLevel.Warning, "Drain task orders was not done in its time, and is left to itself"),
            service.Logs.Lines.Select(line => (line.Level, line.Message)));
        never.SetResult();
    }

    [Fact]
    public async Task A_task_that_reacts_to_its_token_is_done_and_one_that_throws_there_harms_nobody()
    {
        var quit = new TaskCompletionSource();
        var registered = 0;
        await using var service = TestService.Create(
            builder => builder.Services
                .AddDrainTask("orders", (_, token) =>
                {
                    token.Register(quit.SetResult);
                    Interlocked.Increment(ref registered);
                    return quit.Task;
                })
                .AddDrainTask("mails", async (_, token) =>
                {
                    token.Register(() => throw new InvalidOperationException("boom"));
                    Interlocked.Increment(ref registered);
                    await quit.Task;
                }),
            Budget);
        await service.App.StartAsync(Cancelled);
        var stop = service.App.StopAsync(Cancelled);
        await Eventually.HoldsAsync(
            () => Volatile.Read(ref registered) == 2 && service.Time.CountTimers(TimeSpan.Zero) > 0, "the tasks run, and have their bound");

        service.Time.Advance(TimeSpan.FromSeconds(25));
        await stop;

        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Only_the_management_port_tells_the_phase()
    {
        await using var service = await TestService.StartAsync(_ => { });

        Assert.Equal(HttpStatusCode.NotFound, (await service.ProbeAsync("drain")).Status);
    }

    [Fact]
    public async Task A_request_that_outlasts_the_budget_is_cut_off_and_told_of()
    {
        var began = new TaskCompletionSource();
        await using var service = TestService.Create(_ => { }, ("Platform:Health:Drain:Budget", "00:00:01"));
        service.App.MapGet("/slow", async (HttpContext context) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancelled);
        });
        await service.App.StartAsync(Cancelled);
        var answer = service.Client.GetAsync(service.AddressOf("/slow"), Cancelled);
        await began.Task;

        await service.App.StopAsync(Cancelled);

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        var last = service.Logs.Lines[^1];
        Assert.Equal(LogLevel.Warning, last.Level);
        Assert.EndsWith("1 request(s) cut off", last.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_phase_is_measured()
    {
        await using var service = TestService.Create(_ => { }, Window);
        await service.App.StartAsync(Cancelled);
        using var metrics = new GaugeReader(service.App.Services, "grocery.health.drain.status");
        Assert.Equal(["running"], Current());

        service.App.Lifetime.StopApplication();

        Assert.Equal(["serving"], Current());
        Assert.Equal(5, metrics.Read().Count);

        IEnumerable<string> Current() => metrics.Read().Where(pair => pair.Value == 1).Select(pair => pair.Key.Split('=')[1]);
    }

    private static async Task<(string? Phase, string? Orders, string? Mails)> PhaseAsync(TestService service)
    {
        using var response = await service.Client.GetAsync(service.ManagementAddressOf("/health/drain"), Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var drain = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(20, drain.GetProperty("windowSeconds").GetDouble());
        Assert.Equal(25, drain.GetProperty("budgetSeconds").GetDouble());
        var tasks = drain.GetProperty("tasks");
        return (drain.GetProperty("phase").GetString(), tasks.GetProperty("orders").GetString(), tasks.GetProperty("mails").GetString());
    }
}
