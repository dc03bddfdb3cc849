using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class HttpResilienceOptionsValidatorTests
{
    [Fact]
    public async Task The_defaults_are_valid()
    {
        using var host = new ResilientHost();

        await host.StartAsync();

        var feature = Assert.Single(host.Services.GetServices<PlatformFeature>(), item => item.Name == "resilience");
        Assert.Equal(new PlatformFeature("resilience", true, "Platform:Resilience:Enabled", "not set; default true"), feature);
    }

    [Fact]
    public async Task Every_setting_is_a_known_key()
    {
        using var host = new ResilientHost(
            null,
            ("Enabled", "true"),
            ("Defaults:Deadline", "00:00:30"),
            ("Clients:team:BreakDuration", "00:00:05"),
            ("Clients:team:MaxRetry", "3"));

        await host.StartAsync();

        var unknown = Assert.Single(host.Services.FindUnknownPlatformKeys());
        Assert.Equal("Platform:Resilience:Clients:team:MaxRetry", unknown.Key);
        Assert.Equal("Platform:Resilience:Clients:team:MaxRetries", unknown.Nearest);
    }

    [Theory]
    [InlineData("Deadline", "02:00:00", "a duration from 00:00:00.0100000 to 01:00:00, written hh:mm:ss")]
    [InlineData("AttemptTimeout", "soon", "a duration from 00:00:00.0100000 to 01:00:00, written hh:mm:ss")]
    [InlineData("MaxRetries", "11", "a whole number from 0 to 10")]
    [InlineData("RetryBaseDelay", "00:00:00", "a duration from 00:00:00.0010000 to 00:01:00, written hh:mm:ss")]
    [InlineData("RetryMaxDelay", "02:00:00", "a duration from 00:00:00.0010000 to 01:00:00, written hh:mm:ss")]
    [InlineData("BreakerFailureRatio", "10", "a number from 0.01 to 1")]
    [InlineData("BreakerMinimumThroughput", "1", "a whole number from 2 to 1000000")]
    [InlineData("BreakerWindow", "03:00:00", "a duration from 00:00:00.5000000 to 02:00:00, written hh:mm:ss")]
    [InlineData("BreakDuration", "00:00:00.1", "a duration from 00:00:00.5000000 to 01:00:00, written hh:mm:ss")]
    public async Task A_value_out_of_range_stops_the_start(string option, string value, string allowed)
    {
        using var host = new ResilientHost(null, ($"Clients:team:{option}", value));

        var failure = await Assert.ThrowsAsync<PlatformConfigurationException>(host.StartAsync);

        var problem = Assert.Single(failure.Problems);
        Assert.StartsWith($"Platform:Resilience:Clients:team:{option} is \"{value}\"; allowed: {allowed}.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Defaults:AttemptTimeout", "00:00:40", "Defaults:BreakerWindow", "00:02:00",
        "Platform:Resilience:Defaults:AttemptTimeout is \"00:00:40\"; allowed: at most Deadline, which is \"00:00:30\". "
            + "Lower it or raise Platform:Resilience:Defaults:Deadline.")]
    [InlineData(
        "Clients:team:Deadline", "00:00:05", "Defaults:AttemptTimeout", "00:00:08",
        "Platform:Resilience:Defaults:AttemptTimeout is \"00:00:08\"; allowed: at most Deadline, which is \"00:00:05\". "
            + "Lower it or raise Platform:Resilience:Clients:team:Deadline.")]
    [InlineData(
        "Clients:team:Deadline", "00:00:05", "Clients:team:MaxRetries", "1",
        "Platform:Resilience:Clients:team:AttemptTimeout is \"00:00:10\"; allowed: at most Deadline, which is \"00:00:05\". "
            + "Lower it or raise Platform:Resilience:Clients:team:Deadline.")]
    [InlineData(
        "Clients:team:AttemptTimeout", "00:00:20", "Clients:team:MaxRetries", "1",
        "Platform:Resilience:Clients:team:BreakerWindow is \"00:00:30\"; allowed: at least twice AttemptTimeout, which is "
            + "\"00:00:20\". Raise it or lower Platform:Resilience:Clients:team:AttemptTimeout.")]
    [InlineData(
        "Clients:team:RetryBaseDelay", "00:00:06", "Clients:other:MaxRetries", "1",
        "Platform:Resilience:Clients:team:RetryBaseDelay is \"00:00:06\"; allowed: at most RetryMaxDelay, which is \"00:00:05\". "
            + "Lower it or raise Platform:Resilience:Clients:team:RetryMaxDelay.")]
    public async Task Values_that_contradict_each_other_stop_the_start(
        string key, string value, string otherKey, string otherValue, string expected)
    {
        using var host = new ResilientHost(null, (key, value), (otherKey, otherValue));

        var failure = await Assert.ThrowsAsync<PlatformConfigurationException>(host.StartAsync);

        Assert.Equal(expected, Assert.Single(failure.Problems));
    }
}
