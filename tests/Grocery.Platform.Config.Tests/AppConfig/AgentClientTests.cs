using System.Net;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Config.Tests.AppConfig;

public sealed class AgentClientTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync(_time);
        _aws.Configurations.Put("products", "dev", "settings", """{ "A": "one" }""");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task The_agent_is_asked_with_its_token_and_AWS_is_not()
    {
        await using var agent = await AwsConfigurationAgent.StartAsync(_aws.Configurations, "agent-token");
        await using var service = await StartAsync(agent, ("AgentToken", "agent-token"));
        _aws.Configurations.Put("products", "dev", "settings", """{ "A": "two" }""");

        Assert.True(await service.RefreshAsync(TimeSpan.Zero));

        Assert.Equal("two", service.Configuration["A"]);
        Assert.Equal("/applications/products/environments/dev/configurations/settings", agent.Received[0].Path);
        Assert.Empty(_aws.Calls);
    }

    [Fact]
    public async Task A_token_that_is_missing_or_wrong_stops_the_start_and_is_not_shown()
    {
        await using var agent = await AwsConfigurationAgent.StartAsync(_aws.Configurations, "agent-token");

        var message = await ConfiguredService.RefusalAsync(
            _aws, ("Profiles:0", "settings"), ("Agent", agent.Address.AbsoluteUri), ("AgentToken", "wrong-never-shown"), ("Required", "false"));

        Assert.Contains("refused the access token (401). Set Platform:Config:AppConfig:AgentToken", message, StringComparison.Ordinal);
        Assert.DoesNotContain("never-shown", message, StringComparison.Ordinal);
        Assert.Single(agent.Received);
    }

    [Fact]
    public async Task An_agent_that_starts_after_the_service_is_waited_for()
    {
        await using var agent = await AwsConfigurationAgent.StartAsync(_aws.Configurations);
        agent.Failure = HttpStatusCode.BadGateway;

        var start = Task.Run(() => StartAsync(agent));
        await Eventually.HoldsAsync(() => agent.Received.Count > 0, "the agent is asked");
        agent.Failure = null;
        await using var service = await Retries.PassAsync(_time, start);

        Assert.Equal("one", service.Configuration["A"]);
    }

    [Fact]
    public async Task A_profile_that_the_agent_does_not_have_is_named()
    {
        await using var agent = await AwsConfigurationAgent.StartAsync(_aws.Configurations);

        var message = await ConfiguredService.RefusalAsync(_aws, ("Profiles:0", "nobody"), ("Agent", agent.Address.AbsoluteUri));

        Assert.Contains("has nothing deployed as the AppConfig profile products/dev/nobody", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_ends_leaves_the_values()
    {
        var agent = await AwsConfigurationAgent.StartAsync(_aws.Configurations);
        await using var service = await StartAsync(agent);
        await agent.DisposeAsync();

        Assert.False(await Retries.PassAsync(_time, service.RefreshAsync(TimeSpan.Zero)));

        Assert.Equal("one", service.Configuration["A"]);
    }

    private Task<ConfiguredService> StartAsync(AwsConfigurationAgent agent, params (string Key, string Value)[] settings) =>
        ConfiguredService.StartAsync(_aws, _time, [("Profiles:0", "settings"), ("Agent", agent.Address.AbsoluteUri), .. settings]);
}
