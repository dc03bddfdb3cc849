namespace Grocery.Platform.Resilience.Tests.Deadlines;

public sealed class DeadlineOptionsValidatorTests
{
    [Theory]
    [InlineData("Header", "X Budget", "the name of a request header")]
    [InlineData("Header", "X-Büdget", "the name of a request header")]
    [InlineData("Header", "", "the name of a request header")]
    [InlineData("Header", "Content-Type", "the name of a request header")]
    [InlineData("Header", "expires", "the name of a request header")]
    [InlineData("Header", "Grpc-Timeout", "other than grpc-timeout")]
    [InlineData("Default", "00:00:00", "a duration from 00:00:00.0010000 to 1.00:00:00")]
    [InlineData("Default", "02:00:00", "at most Maximum, which is \"01:00:00\"")]
    [InlineData("Maximum", "2.00:00:00", "a duration from 00:00:00.0010000 to 1.00:00:00")]
    public async Task A_value_that_is_not_allowed_stops_the_start(string option, string value, string allowed)
    {
        using var host = new ResilientHost(null, ($"Deadlines:{option}", value));

        var failure = await Assert.ThrowsAsync<PlatformConfigurationException>(host.StartAsync);

        Assert.Contains($"Platform:Resilience:Deadlines:{option} is \"{value}\"", failure.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_setting_is_a_known_key()
    {
        using var host = new ResilientHost(
            null,
            ("Deadlines:Enabled", "true"),
            ("Deadlines:Header", "X-Budget"),
            ("Deadlines:Default", "00:00:30"),
            ("Deadlines:Maximum", "00:01:00"));

        await host.StartAsync();

        Assert.Empty(host.Services.FindUnknownPlatformKeys());
    }
}
