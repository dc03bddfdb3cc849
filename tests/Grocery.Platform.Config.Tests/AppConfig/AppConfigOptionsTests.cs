using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Config.Tests.AppConfig;

public sealed class AppConfigOptionsTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Turned_on_with_nothing_to_read_it_stops_the_start()
    {
        var message = await ConfiguredService.RefusalAsync(_aws);

        Assert.Contains("Set Platform:Config:AppConfig:Profiles:0, or Platform:Config:AppConfig:FlagProfiles:0.", message, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
    }

    [Theory]
    [InlineData("Profiles:1", "settings")]
    [InlineData("FlagProfiles:0", " ")]
    [InlineData("Agent", "localhost:2772")]
    [InlineData("Agent", "nowhere")]
    [InlineData("Required", "maybe")]
    public async Task What_cannot_be_meant_stops_the_start(string setting, string value)
    {
        var message = await ConfiguredService.RefusalAsync(_aws, ("Profiles:0", "settings"), (setting, value));

        Assert.Contains($"Platform:Config:AppConfig:{setting} is \"{value}\"", message, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
    }

    [Fact]
    public async Task Nothing_is_read_unless_it_is_turned_on()
    {
        await using var service = await ConfiguredService.StartAsync(_aws, new ManualTimeProvider(), ("Profiles:0", "settings"), ("Enabled", "false"));

        Assert.Empty(_aws.Calls);
    }
}
