using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Liveness;

public class ProcessHealthTests
{
    // Three periods of 10 seconds, and the delay of 10 seconds.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(41);

    [Fact]
    public async Task A_check_whose_loop_stands_still_fails_liveness_and_says_why()
    {
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", new ScriptedCheck()), TestService.ManagementPort());
        service.Time.AdvanceWithoutTimers(Late - TimeSpan.FromSeconds(2));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("live"));

        service.Time.AdvanceWithoutTimers(TimeSpan.FromSeconds(2));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await service.ProbeAsync("live"));
        var process = (await service.ReportAsync()).GetProperty("process");
        Assert.Equal("the loop of check database stands still", process.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task A_check_that_hangs_does_not_fail_liveness()
    {
        var hanging = new TaskCompletionSource<HealthCheckResult>();
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", check));
        check.Script = _ => hanging.Task;
        await service.IdleAsync();
        service.Time.AdvanceToNextTimer();
        await Eventually.HoldsAsync(() => check.Runs == 2, "the check hangs");
        await Eventually.HoldsAsync(
            () =>
            {
                service.Time.Advance(TimeSpan.FromSeconds(1));
                return service.Snapshot.Checks[0].Snapshot!.ConsecutiveFailures >= 10;
            },
            "ten runs have failed");

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("live"));
        Assert.Equal(2, check.Runs);
        hanging.SetResult(default);
    }

    [Fact]
    public async Task Switched_off_a_process_that_answers_is_live()
    {
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", new ScriptedCheck()), ("Platform:Health:Liveness:Enabled", "false"));

        service.Time.AdvanceWithoutTimers(Late);

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("live"));
    }

    [Fact]
    public async Task A_host_that_somebody_has_disposed_of_meanwhile_is_stopped_without_an_error()
    {
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", new ScriptedCheck()));
        await service.App.DisposeAsync();

        await service.App.StopAsync(TestContext.Current.CancellationToken);
    }
}
