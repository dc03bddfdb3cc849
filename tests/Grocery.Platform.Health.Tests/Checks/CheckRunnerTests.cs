using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Checks;

public class CheckRunnerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_that_throws_has_failed_and_its_message_is_not_repeated()
    {
        var check = new ScriptedCheck(_ => throw new InvalidOperationException("Host=db;Password=hunter2"));
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", check));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        var line = Assert.Single(service.Logs.Lines).Message;
        Assert.Contains("threw InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_can_not_be_created_has_failed()
    {
        await using var service = await TestService.StartAsync(checks =>
            checks.Add(new HealthCheckRegistration("database", _ => throw new NotSupportedException(), null, null)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        Assert.Contains("NotSupportedException", Assert.Single(service.Logs.Lines).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_secret_in_a_description_is_masked()
    {
        var check = new ScriptedCheck(_ => Task.FromResult(HealthCheckResult.Unhealthy("no login with hunter2")));
        await using var service = TestService.Create(builder =>
        {
            builder.Services.AddSecretValues().Add("hunter2");
            builder.Services.AddHealthChecks().AddCheck("database", check);
        });
        await service.App.StartAsync(Cancelled);

        await Eventually.HoldsAsync(() => service.Logs.Lines.Count > 0, "the check is down");
        Assert.EndsWith("no login with ***", Assert.Single(service.Logs.Lines).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_takes_too_long_is_cancelled_and_has_failed()
    {
        var check = new ScriptedCheck(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return HealthCheckResult.Healthy();
        });
        await using var service = await StartUntilTimeoutAsync(check);

        Assert.Contains("timed out after 00:00:02", Assert.Single(service.Logs.Lines).Message, StringComparison.Ordinal);

        check.Script = ScriptedCheck.Up;
        await Eventually.HoldsAsync(
            async () =>
            {
                await service.NextRunAsync();
                return check.Runs >= 2;
            },
            "the cancelled run has ended, and the next one starts");
    }

    [Fact]
    public async Task A_check_that_ignores_its_token_is_abandoned_and_not_started_again_while_it_hangs()
    {
        var hang = new TaskCompletionSource<HealthCheckResult>();
        var check = new ScriptedCheck(_ => hang.Task);
        await using var service = await StartUntilTimeoutAsync(check);

        for (var i = 0; i < 5; i++)
            await service.NextRunAsync();
        Assert.Equal(1, check.Runs);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());

        check.Script = ScriptedCheck.Up;
        hang.SetResult(HealthCheckResult.Healthy());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        await Eventually.HoldsAsync(
            async () =>
            {
                await service.NextRunAsync();
                return await service.ReadyAsync() == HttpStatusCode.OK;
            },
            "the check runs again");
        Assert.True(check.Runs >= 2);
    }

    [Fact]
    public async Task A_result_that_comes_after_the_time_out_counts_for_nothing()
    {
        var late = new TaskCompletionSource<HealthCheckResult>();
        var check = new ScriptedCheck(_ => late.Task);
        await using var service = await StartUntilTimeoutAsync(check);

        check.Script = ScriptedCheck.Down;
        late.SetResult(HealthCheckResult.Healthy());
        await Eventually.HoldsAsync(
            async () =>
            {
                await service.NextRunAsync();
                Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
                return check.Runs >= 2;
            },
            "the late run has ended, and the next one starts");

        Assert.Contains("timed out", Assert.Single(service.Logs.Lines).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_hangs_for_ever_does_not_hold_up_the_stop()
    {
        var check = new ScriptedCheck(_ => new TaskCompletionSource<HealthCheckResult>().Task);
        await using var service = TestService.Create(builder => builder.Services.AddHealthChecks().AddCheck("database", check));
        await service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => check.Runs == 1, "the check runs");

        var stop = service.App.StopAsync(Cancelled);

        await Eventually.HoldsAsync(() => stop.IsCompleted, "the host has stopped", TimeSpan.FromSeconds(15));
        await stop;
    }

    [Fact]
    public async Task A_check_that_blocks_its_thread_holds_up_no_other()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = new ScriptedCheck(_ =>
        {
            gate.Wait(Cancelled);
            return ScriptedCheck.Up(default);
        });
        var other = new ScriptedCheck();
        await using var service = TestService.Create(builder => builder.Services.AddHealthChecks()
            .AddCheck("blocked", blocked)
            .AddCheck("other", other));
        await service.App.StartAsync(Cancelled);

        await Eventually.HoldsAsync(() => blocked.Runs == 1 && other.Runs == 1, "both run");
        await Eventually.HoldsAsync(() => service.Time.CountTimers(TimeSpan.Zero) == 2, "one waits for its turn, one for its time-out");
        service.Time.Advance(TestService.Timeout);
        await Eventually.HoldsAsync(() => service.Snapshot.IsComplete, "the blocked one has failed");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        gate.Set();
    }

    [Fact]
    public async Task Every_run_has_a_scope_of_its_own_that_is_disposed()
    {
        var scoped = new List<Scoped>();
        await using var service = TestService.Create(builder =>
        {
            builder.Services.AddScoped<Scoped>();
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                "scoped",
                provider =>
                {
                    scoped.Add(provider.GetRequiredService<Scoped>());
                    return new ScriptedCheck();
                },
                null,
                null));
        });
        await service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => service.Snapshot.IsComplete, "the first run has ended");
        await service.NextRunAsync();

        Assert.Equal(2, scoped.Distinct().Count());
        Assert.All(scoped, instance => Assert.True(instance.IsDisposed));
    }

    private static async Task<TestService> StartUntilTimeoutAsync(ScriptedCheck check)
    {
        var service = TestService.Create(builder => builder.Services.AddHealthChecks().AddCheck("database", check));
        await service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => check.Runs == 1 && service.Time.CountTimers(TimeSpan.Zero) == 1, "the check runs");
        service.Time.Advance(TestService.Timeout);
        await Eventually.HoldsAsync(() => service.Snapshot.IsComplete && service.Logs.Lines.Count > 0, "the check has failed");
        return service;
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
