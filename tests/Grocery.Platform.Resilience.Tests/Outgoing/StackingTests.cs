using System.Net;
using Grocery.Platform.Resilience.Tests.Pipelines;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class StackingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(typeof(ResilienceHandler), 4)]
    [InlineData(typeof(PolicyHttpMessageHandler), 2)]
    public async Task Beside_another_resilience_handler_attempts_do_not_multiply_and_one_warning_says_where(Type handler, int attempts)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = Host(handler);
        host.Client("team").Dispose();

        using var response = await host.Client("team").GetAsync(server.Address, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(attempts, server.Received.Count);
        var warning = Assert.Single(host.Logs.Lines, line => line.EventId == 3004);
        Assert.Equal(
            (LogLevel.Warning, $"Client team has a resilience handler of its own, {handler.FullName}: the platform's stands aside, so that attempts do not "
                + "multiply. Remove that handler, or set Platform:Resilience:Clients:team:Enabled to false to keep it without this warning"),
            (warning.Level, warning.Message));
    }

    [Fact]
    public async Task Other_clients_keep_the_platforms()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = Host(typeof(PolicyHttpMessageHandler));
        host.Client("team").Dispose();

        using var response = await host.PassBackoffsAsync(host.Client("other").GetAsync(server.Address, Token));

        Assert.Equal(4, server.Received.Count);
    }

    [Fact]
    public async Task A_client_that_keeps_its_own_without_a_warning_keeps_it_when_the_platforms_is_turned_on()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = Host(typeof(ResilienceHandler), ("Clients:team:Enabled", "false"));
        using var client = host.Client("team");

        host.Reload("Clients:team:Enabled", "true");
        using var response = await client.GetAsync(server.Address, Token);

        Assert.Equal(4, server.Received.Count);
        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId == 3004);
    }

    [Fact]
    public void A_time_out_of_the_client_that_is_shorter_than_the_deadline_is_warned_of_once()
    {
        using var host = new ResilientHost(services =>
        {
            services.AddHttpClient("team", client => client.Timeout = TimeSpan.FromSeconds(5));
            services.AddHttpClient("patient", client => client.Timeout = TimeSpan.FromSeconds(30));
            services.AddHttpClient("endless", client => client.Timeout = Timeout.InfiniteTimeSpan);
        });

        foreach (var name in new[] { "team", "patient", "endless", "team", "" })
            host.Client(name).Dispose();

        var warning = Assert.Single(host.Logs.Lines, line => line.EventId == 3005);
        Assert.Equal(
            (LogLevel.Warning, "HttpClient.Timeout of client team is 00:00:05 and cuts its deadline of 00:00:30 short. "
                + "Set Platform:Resilience:Clients:team:Deadline instead"),
            (warning.Level, warning.Message));
    }

    [Fact]
    public void Where_the_platforms_stands_aside_or_is_off_it_leaves_the_time_out_alone()
    {
        using var host = Host(typeof(ResilienceHandler), ("Clients:quiet:Enabled", "false"), ("Defaults:Deadline", "00:05:00"));

        Assert.Equal(TimeSpan.FromSeconds(100), host.Client("team").Timeout);
        Assert.Equal(TimeSpan.FromSeconds(100), host.Client("quiet").Timeout);
        Assert.Equal(TimeSpan.FromSeconds(301), host.Client("other").Timeout);
        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId == 3005);
    }

    private static ResilientHost Host(Type handler, params (string Key, string Value)[] settings) => new(
        services => services.AddHttpClient("team").AddHttpMessageHandler(() => (DelegatingHandler)Activator.CreateInstance(handler)!), settings);
}
