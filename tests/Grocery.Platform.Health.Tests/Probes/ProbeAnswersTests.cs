using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Health.Tests.Probes;

public class ProbeAnswersTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_healthy_service_is_live_started_and_ready()
    {
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", new ScriptedCheck()));

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("live"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("startup"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("ready"));
    }

    [Fact]
    public async Task A_service_without_checks_is_ready()
    {
        await using var service = await TestService.StartAsync(_ => { });

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("ready"));
    }

    [Fact]
    public async Task A_hard_dependency_that_is_down_fails_readiness_and_nothing_else()
    {
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", new ScriptedCheck(ScriptedCheck.Down)));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await service.ProbeAsync("ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("startup"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("live"));
    }

    [Fact]
    public async Task A_soft_dependency_that_is_down_degrades_readiness()
    {
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("cache", new ScriptedCheck(ScriptedCheck.Down)),
            ("Platform:Health:Checks:cache:Dependency", "Soft"));

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await service.ProbeAsync("ready"));
    }

    [Fact]
    public async Task A_lazy_dependency_is_neither_run_nor_waited_for()
    {
        var check = new ScriptedCheck(ScriptedCheck.Down);
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("archive", check), ("Platform:Health:Checks:archive:Dependency", "Lazy"));

        service.Time.Advance(TestService.Period * 10);

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("startup"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("ready"));
        Assert.Equal(0, check.Runs);
    }

    [Fact]
    public async Task Startup_and_readiness_wait_for_the_first_result_of_every_check()
    {
        var result = new TaskCompletionSource<HealthCheckResult>();
        await using var service = TestService.Create(builder => builder.Services.AddHealthChecks()
            .AddCheck("fast", new ScriptedCheck())
            .AddCheck("slow", new ScriptedCheck(_ => result.Task)));
        await service.App.StartAsync(Cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await service.ProbeAsync("startup"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await service.ProbeAsync("ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("live"));

        result.SetResult(HealthCheckResult.Healthy());

        await Eventually.HoldsAsync(async () => await service.ReadyAsync() == HttpStatusCode.OK, "the service is ready");
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("startup"));
    }

    [Fact]
    public async Task Startup_and_readiness_wait_until_the_application_has_started()
    {
        var warm = new TaskCompletionSource();
        await using var service = TestService.Create(builder => builder.Services.AddHostedService(_ => new WarmUp(warm.Task)));
        var start = service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(async () => await AnswersAsync(service), "the server listens");

        Assert.Equal(HttpStatusCode.OK, (await service.ProbeAsync("live")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.ProbeAsync("startup")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());

        warm.SetResult();
        await start;

        Assert.Equal(HttpStatusCode.OK, (await service.ProbeAsync("startup")).Status);
        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
    }

    [Fact]
    public async Task Only_a_503_says_when_to_come_again()
    {
        await using var service = await TestService.StartAsync(
            checks => checks
                .AddCheck("database", new ScriptedCheck(ScriptedCheck.Down))
                .AddCheck("queue", new ScriptedCheck()),
            ("Platform:Health:Checks:database:Period", "00:00:04.5"));

        using var ready = await service.Client.GetAsync(service.AddressOf("/health/ready"), Cancelled);
        using var live = await service.Client.GetAsync(service.AddressOf("/health/live"), Cancelled);

        Assert.Equal(TimeSpan.FromSeconds(5), ready.Headers.RetryAfter?.Delta);
        Assert.Null(live.Headers.RetryAfter);
        Assert.Equal("text/plain", ready.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", ready.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Head_answers_like_get_without_the_body()
    {
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", new ScriptedCheck(ScriptedCheck.Down)));
        using var request = new HttpRequestMessage(HttpMethod.Head, service.AddressOf("/health/ready"));

        using var response = await service.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("Unhealthy".Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task Post_to_a_probe_is_not_allowed_and_elsewhere_is_the_services_own()
    {
        await using var service = await TestService.StartAsync(_ => { });

        using var probe = await service.Client.PostAsync(service.AddressOf("/health/ready"), null, Cancelled);
        using var order = await service.Client.PostAsync(service.AddressOf("/orders"), null, Cancelled);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, probe.StatusCode);
        Assert.Equal(["GET", "HEAD"], probe.Content.Headers.Allow);
        Assert.Equal("ordered", await order.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task A_thousand_probes_at_once_cause_no_run_of_a_check()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", check));

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => service.ReadyAsync()));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, check.Runs);
    }

    [Fact]
    public async Task Switched_off_the_paths_are_the_services_own_and_no_check_runs()
    {
        var check = new ScriptedCheck();
        await using var service = TestService.Create(
            builder => builder.Services.AddHealthChecks().AddCheck("database", check), ("Platform:Health:Enabled", "false"));
        service.App.MapGet("/health/ready", () => "mine");
        await service.App.StartAsync(Cancelled);

        Assert.Equal((HttpStatusCode.OK, "mine"), await service.ProbeAsync("ready"));
        Assert.Equal(HttpStatusCode.NotFound, (await service.ProbeAsync("live")).Status);
        service.Time.Advance(TestService.Period * 10);
        await service.App.StopAsync(Cancelled);
        Assert.Equal(0, check.Runs);
    }

    private static async Task<bool> AnswersAsync(TestService service)
    {
        try
        {
            return (await service.ProbeAsync("live")).Status == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException)
        {
            return false;
        }
    }

    private sealed class WarmUp(Task warm) : IHostedLifecycleService
    {
        public Task StartedAsync(CancellationToken cancellationToken) => warm;

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
