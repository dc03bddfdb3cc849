namespace Grocery.Platform.Resilience.Tests.Inbound;

public sealed class InboundOptionsValidatorTests
{
    [Theory]
    [InlineData("MinLimit", "300", "MaxLimit, which is 200")]
    [InlineData("Limit", "10", "MinLimit, which is 20")]
    [InlineData("Limit", "500", "MaxLimit, which is 200")]
    public async Task An_adaptive_limit_that_starts_outside_its_ends_stops_the_start(string key, string value, string allowed)
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(
            () => ProtectedService.StartAsync(("Mode", "Adaptive"), (key, value)));

        var problem = Assert.Single(exception.Problems);
        Assert.StartsWith($"Platform:Resilience:Inbound:{key} is \"{value}\"", problem, StringComparison.Ordinal);
        Assert.Contains(allowed, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mode", "Sometimes")]
    [InlineData("Limit", "0")]
    [InlineData("QueueLength", "-1")]
    [InlineData("QueueTimeout", "00:00:00")]
    [InlineData("RetryAfter", "00:00:00.500")]
    [InlineData("Smoothing", "2")]
    [InlineData("Tolerance", "0.5")]
    public async Task A_value_out_of_range_stops_the_start(string key, string value)
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => ProtectedService.StartAsync((key, value)));

        Assert.Contains($"Platform:Resilience:Inbound:{key}", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fixed_limit_may_be_any()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "5000"));

        Assert.Equal(5_000, service.Limiter.Limit);
    }
}
