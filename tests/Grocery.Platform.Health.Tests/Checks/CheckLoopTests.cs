using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Tests.Checks;

public class CheckLoopTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_goes_down_with_the_third_failure_in_a_row_and_up_with_one_success()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", check));

        check.Script = ScriptedCheck.Down;
        await service.NextRunAsync();
        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        await service.NextRunAsync();
        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        await service.NextRunAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());

        check.Script = ScriptedCheck.Up;
        await service.NextRunAsync();
        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        Assert.Equal(5, check.Runs);
    }

    [Fact]
    public async Task A_check_that_is_down_comes_up_after_as_many_successes_in_a_row_as_are_set()
    {
        var check = new ScriptedCheck(ScriptedCheck.Down);
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", check), ("Platform:Health:Checks:database:SuccessThreshold", "2"));

        var answers = new List<HttpStatusCode>();
        foreach (var script in (Func<CancellationToken, Task<HealthCheckResult>>[])[ScriptedCheck.Up, ScriptedCheck.Down, ScriptedCheck.Up, ScriptedCheck.Up])
        {
            check.Script = script;
            await service.NextRunAsync();
            answers.Add(await service.ReadyAsync());
        }

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], answers);
    }

    [Fact]
    public async Task A_success_between_failures_starts_the_count_again()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", check), ("Platform:Health:Checks:database:Threshold", "2"));

        foreach (var script in (Func<CancellationToken, Task<HealthCheckResult>>[])[ScriptedCheck.Down, ScriptedCheck.Up, ScriptedCheck.Down])
        {
            check.Script = script;
            await service.NextRunAsync();
            Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        }

        await service.NextRunAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
    }

    [Fact]
    public async Task A_transition_is_one_log_line_and_a_run_is_none()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", check));

        check.Script = ScriptedCheck.Down;
        for (var i = 0; i < 5; i++)
            await service.NextRunAsync();
        check.Script = ScriptedCheck.Up;
        await service.NextRunAsync();
        await service.NextRunAsync();

        Assert.Equal(
            [
                (LogLevel.Warning, "Check database is down after 3 failure(s) in a row: refused"),
                (LogLevel.Information, "Check database is up again"),
            ],
            service.Logs.Lines.Select(line => (line.Level, line.Message)));
    }

    [Fact]
    public async Task A_degraded_result_is_shown_and_is_no_failure()
    {
        var check = new ScriptedCheck(_ => Task.FromResult(HealthCheckResult.Degraded("slow")));
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", check));

        for (var i = 0; i < 4; i++)
            await service.NextRunAsync();

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await service.ProbeAsync("ready"));
        Assert.Empty(service.Logs.Lines);
    }

    [Fact]
    public async Task A_check_registered_to_fail_as_degraded_is_a_soft_dependency()
    {
        var check = new ScriptedCheck(_ => throw new InvalidOperationException());
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("cache", check, HealthStatus.Degraded));

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await service.ProbeAsync("ready"));
        Assert.Equal(LogLevel.Warning, Assert.Single(service.Logs.Lines).Level);
    }

    [Fact]
    public async Task A_result_older_than_three_periods_counts_as_a_failure()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", check));

        await service.IdleAsync();
        service.Time.AdvanceWithoutTimers(TestService.Period * 3);
        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        service.Time.AdvanceWithoutTimers(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());

        service.Time.Advance(TimeSpan.Zero);
        await Eventually.HoldsAsync(async () => await service.ReadyAsync() == HttpStatusCode.OK, "the check has run again");
    }

    [Fact]
    public async Task Each_check_has_its_own_period()
    {
        var (often, seldom) = (new ScriptedCheck(), new ScriptedCheck());
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("often", often).AddCheck("seldom", seldom),
            ("Platform:Health:Checks:seldom:Period", "00:01:00"));

        for (var runs = 2; runs <= 7; runs++)
        {
            Assert.Equal(1, seldom.Runs);
            await service.IdleAsync(loops: 2);
            service.Time.Advance(TestService.Period);
            await Eventually.HoldsAsync(() => often.Runs == runs, "it runs in every period");
        }

        await Eventually.HoldsAsync(() => (often.Runs, seldom.Runs) == (7, 2), "seven runs and two");
    }

    [Fact]
    public async Task A_delay_of_the_registration_holds_back_the_first_run_and_startup()
    {
        var check = new ScriptedCheck();
        await using var service = TestService.Create(builder => builder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration("late", check, null, null) { Delay = TimeSpan.FromSeconds(30) }));
        await service.App.StartAsync(Cancelled);
        await service.IdleAsync();

        service.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.ProbeAsync("startup")).Status);
        Assert.Equal(0, check.Runs);

        service.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(async () => (await service.ProbeAsync("startup")).Status == HttpStatusCode.OK, "the service has started");
    }

    [Fact]
    public async Task A_broken_log_sink_does_not_end_the_checks()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", check), ("Platform:Health:Checks:database:Threshold", "1"));

        service.Logs.Throws = true;
        check.Script = ScriptedCheck.Down;
        await service.NextRunAsync();
        check.Script = ScriptedCheck.Up;
        await service.NextRunAsync();

        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
    }

    [Fact]
    public async Task The_checks_stop_with_the_host()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", check));

        await service.App.StopAsync(Cancelled);
        service.Time.Advance(TestService.Period * 10);

        Assert.Equal(0, service.Time.CountTimers(TimeSpan.Zero));
        Assert.Equal(1, check.Runs);
    }

    [Theory]
    [InlineData("database")]
    [InlineData("Database")]
    public async Task Two_checks_of_one_name_stop_the_start(string name)
    {
        await using var service = TestService.Create(builder => builder.Services.AddHealthChecks()
            .AddDatabase()
            .AddCheck(name, new ScriptedCheck()));

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => service.App.StartAsync(Cancelled));

        Assert.Contains("database", exception.Message, StringComparison.OrdinalIgnoreCase);
    }
}
