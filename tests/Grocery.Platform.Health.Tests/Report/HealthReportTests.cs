using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Report;

public class HealthReportTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_tells_what_each_check_did()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", check),
            TestService.ManagementPort(),
            ("Platform:Health:Groups:storage", "database"));
        check.Script = _ => Task.FromResult(HealthCheckResult.Unhealthy("refused", data: new Dictionary<string, object> { ["attempts"] = 3 }));
        for (var i = 0; i < 3; i++)
            await service.NextRunAsync();
        await service.IdleAsync();
        service.Time.AdvanceWithoutTimers(TimeSpan.FromSeconds(4));

        var report = await service.ReportAsync();

        Assert.Equal("Unhealthy", report.GetProperty("status").GetString());
        Assert.Equal("Healthy", report.GetProperty("live").GetString());
        Assert.Equal("Healthy", report.GetProperty("startup").GetString());
        Assert.Equal("running", report.GetProperty("phase").GetString());
        Assert.Equal("Unhealthy", report.GetProperty("groups").GetProperty("storage").GetString());
        var database = report.GetProperty("checks").GetProperty("database");
        Assert.Equal(
            """{"status":"Unhealthy","dependency":"Hard","description":"refused","durationSeconds":0,"ageSeconds":4,"lastRun":"LAST","consecutiveFailures":3,"data":{"attempts":3}}""",
            database.GetRawText().Replace(database.GetProperty("lastRun").GetString()!, "LAST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_result_that_is_too_old_counts_as_failed_and_says_so()
    {
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", new ScriptedCheck()), TestService.ManagementPort());

        service.Time.AdvanceWithoutTimers(TestService.Period * 3.5);
        var database = (await service.ReportAsync()).GetProperty("checks").GetProperty("database");

        Assert.Equal("Unhealthy", database.GetProperty("status").GetString());
        Assert.Equal("stale: the last result is 00:00:35 old, more than 3 periods", database.GetProperty("description").GetString());
    }

    [Fact]
    public async Task Only_the_management_port_tells_details()
    {
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", new ScriptedCheck()), TestService.ManagementPort());

        using var outside = await service.Client.GetAsync(service.AddressOf("/health"), Cancelled);
        using var inside = await service.Client.GetAsync(service.ManagementAddressOf("/health"), Cancelled);
        using var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, service.ManagementAddressOf("/health")), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        Assert.Equal("application/json", inside.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", inside.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(head.Content.Headers.ContentLength > 0);
    }

    [Fact]
    public async Task Without_a_management_port_anybody_gets_the_plain_status()
    {
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", new ScriptedCheck(ScriptedCheck.Down)));

        using var response = await service.Client.GetAsync(service.AddressOf("/health"), Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("Unhealthy", await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task A_lazy_check_runs_when_the_report_is_asked_for_and_at_most_once_a_period()
    {
        var check = new ScriptedCheck(ScriptedCheck.Down);
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("archive", check),
            TestService.ManagementPort(),
            ("Platform:Health:Checks:archive:Dependency", "Lazy"));
        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        Assert.Equal(0, check.Runs);

        var reports = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => service.ReportAsync()));

        Assert.Equal(1, check.Runs);
        Assert.All(reports, report => Assert.Equal("refused", report.GetProperty("checks").GetProperty("archive").GetProperty("description").GetString()));
        Assert.Equal(HttpStatusCode.OK, await service.ReadyAsync());
        service.Time.Advance(TestService.Period);
        await service.ReportAsync();
        Assert.Equal(2, check.Runs);
    }

    [Fact]
    public async Task Nothing_that_a_check_says_shows_a_secret_or_breaks_the_report()
    {
        var data = new Dictionary<string, object>
        {
            ["password"] = "open sesame",
            ["note"] = "the token is s3cr3t-known",
            ["error"] = new InvalidOperationException("Host=db;Password=hidden"),
            ["ratio"] = double.NaN,
            ["big"] = ulong.MaxValue,
            ["broken"] = new Broken(),
            ["on"] = true,
            ["nothing"] = null!,
        };
        await using var service = await TestService.StartAsync(
            checks =>
            {
                checks.Services.AddSecretValues().Add("s3cr3t-known");
                checks.AddCheck("database", new ScriptedCheck(_ => Task.FromResult(HealthCheckResult.Unhealthy(
                    "Host=db;Username=app;Password='pa;ss';Access Token=abc; s3cr3t-known at https://me:hidden@db/x", data: data))));
            },
            TestService.ManagementPort());

        var database = (await service.ReportAsync()).GetProperty("checks").GetProperty("database");

        Assert.Equal(
            "Host=db;Username=app;Password=***;Access Token=***; *** at https://***@db/x", database.GetProperty("description").GetString());
        Assert.Equal(
            """{"password":"***","note":"the token is ***","error":"InvalidOperationException","ratio":"NaN","big":"18446744073709551615","broken":"unreadable: NotSupportedException","on":true,"nothing":null}""",
            database.GetProperty("data").GetRawText());
        Assert.DoesNotContain(service.Logs.Lines, line => line.Message.Contains("pa;ss", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("failed: Password=hunter2", "failed: Password=***")]
    [InlineData("reason='Password=abc' at db", "reason='Password=***")]
    [InlineData("cause=url:password:hunter2; the rest", "cause=url:password:***; the rest")]
    [InlineData("Host=db;Password=my secret pw;Port=1", "Host=db;Password=***;Port=1")]
    [InlineData("Authorization: Bearer abc.def\nnext", "Authorization: ***\nnext")]
    [InlineData("{\"password\": \"hunter2\", \"port\": 1}", "{\"password\": ***, \"port\": 1}")]
    [InlineData("at redis://u:p@ss@host:1/0", "at redis://***@host:1/0")]
    [InlineData("open: http://a:80, http://b:80", "open: http://a:80, http://b:80")]
    [InlineData("timed out after 00:00:02", "timed out after 00:00:02")]
    public async Task Secrets_are_masked_wherever_they_stand_and_nothing_else(string said, string shown)
    {
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", new ScriptedCheck(_ => Task.FromResult(HealthCheckResult.Unhealthy(said)))),
            TestService.ManagementPort());

        Assert.Equal(shown, (await service.ReportAsync()).GetProperty("checks").GetProperty("database").GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_known_secret_is_masked_also_where_a_long_text_is_cut()
    {
        var said = new string('x', 995) + "s3cr3t-known" + new string('y', 9000);
        await using var service = await TestService.StartAsync(
            checks =>
            {
                checks.Services.AddSecretValues().Add("s3cr3t-known");
                checks.AddCheck("database", new ScriptedCheck(_ => Task.FromResult(HealthCheckResult.Unhealthy(said))));
            },
            TestService.ManagementPort());

        var shown = (await service.ReportAsync()).GetProperty("checks").GetProperty("database").GetProperty("description").GetString();

        Assert.Equal(new string('x', 995) + "***yy…", shown);
    }

    [Fact]
    public async Task Data_that_a_check_changes_afterwards_stay_as_they_were()
    {
        var data = new Dictionary<string, object> { ["attempts"] = 1 };
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", new ScriptedCheck(_ => Task.FromResult(HealthCheckResult.Healthy(data: data)))),
            TestService.ManagementPort());

        data["attempts"] = 2;

        var shown = (await service.ReportAsync()).GetProperty("checks").GetProperty("database").GetProperty("data");
        Assert.Equal(1, shown.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task The_status_codes_are_those_of_the_configuration()
    {
        var check = new ScriptedCheck();
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", check),
            TestService.ManagementPort(),
            ("Platform:Health:Defaults:Threshold", "1"),
            ("Platform:Health:StatusCodes:Healthy", "204"),
            ("Platform:Health:StatusCodes:Degraded", "203"),
            ("Platform:Health:StatusCodes:Unhealthy", "500"));

        Assert.Equal(HttpStatusCode.NoContent, (await service.ProbeAsync("live")).Status);
        check.Script = _ => Task.FromResult(HealthCheckResult.Degraded());
        await service.NextRunAsync();
        Assert.Equal((HttpStatusCode.NonAuthoritativeInformation, "Degraded"), await service.ProbeAsync("ready"));
        check.Script = ScriptedCheck.Down;
        await service.NextRunAsync();
        using var ready = await service.Client.GetAsync(service.AddressOf("/health/ready"), Cancelled);
        Assert.Equal((HttpStatusCode.InternalServerError, null), (ready.StatusCode, ready.Headers.RetryAfter));
        using var report = await service.Client.GetAsync(service.ManagementAddressOf("/health"), Cancelled);
        Assert.Equal(HttpStatusCode.InternalServerError, report.StatusCode);
    }

    private sealed class Broken
    {
        public override string ToString() => throw new NotSupportedException("no");
    }
}
