using System.Globalization;
using System.Net;
using Grocery.Platform.Resilience.Outgoing;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Tests.Destinations;

public sealed class BreakerHealthCheckTests
{
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_degraded_while_a_breaker_is_open_and_names_the_destination()
    {
        await using var failing = await ScriptedServer.StartAsync(Reply.Status(503));
        await using var working = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = Host();
        var before = await CheckAsync(host);
        await CallAsync(host, "orders", working.Address);

        await OpenBreakerAsync(host, "orders", new Uri($"http://shop:hunter2@127.0.0.1:{failing.Address.Port}/stock?key=hunter2"));
        var open = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, before.Status);
        Assert.Equal(HealthStatus.Degraded, open.Status);
        Assert.Equal($"open: http://127.0.0.1:{failing.Address.Port}", open.Description);
    }

    [Fact]
    public async Task It_is_healthy_again_when_the_breaker_has_closed()
    {
        await using var server = await ScriptedServer.StartAsync([.. Enumerable.Repeat(Reply.Status(503), 4), Reply.Ok]);
        using var host = Host();
        await OpenBreakerAsync(host, "orders", server.Address);

        host.Time.Advance(BreakDuration);
        await CallAsync(host, "orders", server.Address);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task It_stays_degraded_while_one_call_tries_and_when_that_fails()
    {
        await using var server = await ScriptedServer.StartAsync([.. Enumerable.Repeat(Reply.Status(503), 4), Reply.Hang]);
        using var host = Host();
        await OpenBreakerAsync(host, "orders", server.Address);
        host.Time.Advance(BreakDuration);

        var trying = host.Client("orders").GetAsync(server.Address, Token);
        await server.ReceivesAsync(5);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => host.Client("orders").GetAsync(server.Address, Token));
        var halfOpen = await CheckAsync(host);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => trying);
        var openAgain = await CheckAsync(host);

        Assert.Equal((HealthStatus.Degraded, HealthStatus.Degraded), (halfOpen.Status, openAgain.Status));
    }

    [Fact]
    public async Task A_destination_that_nobody_calls_any_more_does_not_degrade_the_service_for_ever()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = Host();
        await OpenBreakerAsync(host, "orders", server.Address);

        host.Time.Advance(BreakDuration - TimeSpan.FromMilliseconds(1));
        var open = await CheckAsync(host);
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        var due = await CheckAsync(host);

        Assert.Equal((HealthStatus.Degraded, HealthStatus.Healthy), (open.Status, due.Status));
    }

    [Fact]
    public async Task A_destination_of_two_clients_is_named_once_and_many_are_counted()
    {
        var unavailable = new Some.StubHandler(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        using var host = Host(services => services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => unavailable)));

        for (var shop = 0; shop < 12; shop++)
            await OpenBreakerAsync(host, "orders", new Uri(string.Create(CultureInfo.InvariantCulture, $"https://shop{shop:00}/")));
        await OpenBreakerAsync(host, "prices", new Uri("https://shop00/"));

        var description = (await CheckAsync(host)).Description!;
        Assert.StartsWith("open: https://shop00:443, https://shop01:443, ", description, StringComparison.Ordinal);
        Assert.EndsWith("https://shop09:443 and 2 more", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_makes_no_client_and_is_a_soft_dependency()
    {
        using var host = Host();

        var entry = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Empty(host.Services.GetRequiredService<OutgoingClients>().All);
        var registered = host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        Assert.Equal(HealthStatus.Degraded, Assert.Single(registered, check => check.Name == "circuit-breakers").FailureStatus);
    }

    [Fact]
    public async Task Switched_off_it_is_not_registered()
    {
        using var host = Host(null, ("Enabled", "false"));

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

        Assert.DoesNotContain("circuit-breakers", report.Entries.Keys);
    }

    private static ResilientHost Host(Action<IServiceCollection>? addServices = null, params (string Key, string Value)[] settings) => new(
        services =>
        {
            services.AddHealthChecks();
            addServices?.Invoke(services);
        },
        [("Defaults:BreakerMinimumThroughput", "4"), ("Defaults:BreakerFailureRatio", "0.5"), ("Defaults:MaxRetries", "0"), .. settings]);

    private static async Task<HealthReportEntry> CheckAsync(ResilientHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        return report.Entries["circuit-breakers"];
    }

    private static async Task OpenBreakerAsync(ResilientHost host, string client, Uri address)
    {
        for (var call = 0; call < 4; call++)
            await CallAsync(host, client, address);
    }

    private static async Task CallAsync(ResilientHost host, string client, Uri address) =>
        (await host.Client(client).GetAsync(address, Token)).Dispose();
}
