using System.Net;
using System.Net.Sockets;
using Grocery.Platform.Testing.TestApp;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Grocery.Platform.Testing.Tests;

/// <summary>The three ways to reach a service, and what each of them gives.</summary>
public sealed class WaysTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_process_every_check_runs_that_needs_no_process()
    {
        await using var factory = new WebApplicationFactory<Broken>();

        var report = await PlatformConformance.VerifyAsync(ServiceUnderTest.InProcess(factory), Suite.CreatePlan(), Cancelled);

        report.EnsurePassed();
        Assert.All(report.Results, result => Assert.Equal(
            result.Check.Needs.HasFlag(ConformanceNeeds.Process) ? ConformanceOutcome.NotRun : ConformanceOutcome.Passed, result.Outcome));
    }

    [Fact]
    public async Task In_process_a_port_that_somebody_took_meanwhile_is_left_to_them()
    {
        await using var factory = new RobbedFactory();
        var plan = Suite.CreatePlan();
        foreach (var check in PlatformConformance.Checks.Where(check => check.Name != "live-answers"))
            plan.Excluded[check.Name] = "one start is enough";

        var report = await PlatformConformance.VerifyAsync(ServiceUnderTest.InProcess(factory), plan, Cancelled);

        report.EnsurePassed();
        Assert.True(factory.HasTaken);
    }

    [Fact]
    public async Task At_an_address_only_what_changes_nothing_runs()
    {
        var (port, management) = (FreePort.Next(), FreePort.Next());
        await using var service = StartService(port, management);
        using var client = await service.ListeningAsync();

        var report = await PlatformConformance.VerifyAsync(
            ServiceUnderTest.At(new Uri($"http://127.0.0.1:{port}"), new Uri($"http://127.0.0.1:{management}")), Suite.CreatePlan(), Cancelled);

        report.EnsurePassed();
        Assert.All(report.Results, result => Assert.Equal(
            result.Check.Needs is ConformanceNeeds.None or ConformanceNeeds.Management ? ConformanceOutcome.Passed : ConformanceOutcome.NotRun, result.Outcome));
        Assert.All(report.Results.Where(result => result.Outcome == ConformanceOutcome.NotRun), result => Assert.Contains("given by its address", result.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_management_address_what_needs_it_does_not_run()
    {
        var port = FreePort.Next();
        await using var service = StartService(port, FreePort.Next());
        using var client = await service.ListeningAsync();

        var report = await PlatformConformance.VerifyAsync(ServiceUnderTest.At(new Uri($"http://127.0.0.1:{port}")), Suite.CreatePlan(), Cancelled);

        report.EnsurePassed();
        Assert.All(
            report.Results.Where(result => result.Check.Needs == ConformanceNeeds.Management),
            result => Assert.Equal(("NotRun", "it needs the address of the management port"), ($"{result.Outcome}", result.Reason)));
    }

    [Fact]
    public async Task A_service_that_does_not_start_fails_with_what_it_printed()
    {
        var service = ServiceUnderTest.Executable(
            Repository.BuiltAssembly("Grocery.Platform.Testing.TestApp"), new Dictionary<string, string?> { ["Platform__Service__Name"] = new('x', 500) });

        var report = await PlatformConformance.VerifyAsync(service, Suite.CreatePlan(), Cancelled);

        var live = report.Results.Single(result => result.Check.Name == "live-answers");
        Assert.Equal(ConformanceOutcome.Failed, live.Outcome);
        Assert.Contains("Platform:Service:Name", live.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused()
    {
        var exception = Assert.Throws<FileNotFoundException>(() => ServiceUnderTest.Executable("nowhere/Shop.dll"));

        Assert.Contains("build the service first", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProcess StartService(int port, int management) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.Testing.TestApp"),
        new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}", ["Platform__Management__Port"] = $"{management}" });

    /// <summary>Opens the service's port itself, once.</summary>
    private sealed class RobbedFactory : WebApplicationFactory<Broken>
    {
        private TcpListener? _thief;

        public bool HasTaken => _thief is not null;

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.ConfigureServices((context, _) =>
        {
            if (_thief is not null)
                return;

            _thief = new TcpListener(IPAddress.Loopback, new Uri(context.Configuration["urls"]!).Port);
            _thief.Start();
        });

        protected override void Dispose(bool disposing)
        {
            _thief?.Dispose();
            base.Dispose(disposing);
        }
    }
}
