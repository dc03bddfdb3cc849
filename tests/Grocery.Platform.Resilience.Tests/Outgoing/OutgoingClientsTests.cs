using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class OutgoingClientsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_typed_client_has_the_options_of_its_type_name()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(services => services.AddHttpClient<ProductClient>(), ("Clients:ProductClient:MaxRetries", "1"));

        using var response = await host.PassBackoffsAsync(host.Services.GetRequiredService<ProductClient>().GetAsync(server.Address));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(2, server.Received.Count);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("prices", 2)]
    [InlineData("never-configured", 3)]
    public async Task A_client_has_its_own_options_over_the_defaults(string name, int attempts)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, ("Defaults:MaxRetries", "2"), ("Clients:prices:MaxRetries", "1"));

        using var response = await host.PassBackoffsAsync(host.Client(name).GetAsync(server.Address, Token));

        Assert.Equal(attempts, server.Received.Count);
    }

    [Theory]
    [InlineData("Enabled", "team")]
    [InlineData("Defaults:Enabled", "team")]
    [InlineData("Clients:team:Enabled", "team")]
    [InlineData("Defaults:BreakDuration", "OtlpTraceExporter")]
    [InlineData("Defaults:BreakDuration", "OtlpMetricExporter")]
    public async Task A_client_that_is_switched_off_or_exports_telemetry_is_left_alone(string key, string name)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, (key, key.EndsWith("Enabled", StringComparison.Ordinal) ? "false" : "00:00:05"));
        using var client = host.Client(name);

        using var response = await client.GetAsync(server.Address, Token);

        Assert.Single(server.Received);
        Assert.Equal(TimeSpan.FromSeconds(100), client.Timeout);
    }

    [Fact]
    public async Task One_client_can_be_switched_on_alone()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost(null, ("Defaults:Enabled", "false"), ("Clients:team:Enabled", "true"));

        using var response = await host.PassBackoffsAsync(host.Client("team").GetAsync(server.Address, Token));

        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task Adding_it_twice_adds_one_handler()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        var time = new ManualTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddPlatformResilience();
        builder.Services.AddHttpClient("team");
        builder.AddPlatformResilience();
        using var services = builder.Build();
        using var client = services.Services.GetRequiredService<IHttpClientFactory>().CreateClient("team");

        var call = client.GetAsync(server.Address, Token);
        for (var retry = 1; retry <= 3; retry++)
        {
            await server.ReceivesAsync(retry);
            await time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        }

        (await call).Dispose();
        Assert.Equal(4, server.Received.Count);
        Assert.Single(services.Services.GetServices<PlatformFeature>(), item => item.Name == "resilience");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_of_the_team_runs_for_each_attempt_wherever_it_was_added(bool clientFirst)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        var attempts = new Some.CountingHandler();
        var time = new ManualTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(time);
        if (clientFirst)
            builder.Services.AddHttpClient("team").AddHttpMessageHandler(() => attempts);
        builder.AddPlatformResilience();
        if (!clientFirst)
            builder.Services.AddHttpClient("team").AddHttpMessageHandler(() => attempts);
        using var services = builder.Build();
        using var client = services.Services.GetRequiredService<IHttpClientFactory>().CreateClient("team");

        var call = client.GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        using var response = await call;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, attempts.Count);
    }

    private sealed class ProductClient(HttpClient client)
    {
        public Task<HttpResponseMessage> GetAsync(Uri address) => client.GetAsync(address, Token);
    }
}
