using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Health.Tests.Drain;

public class DrainPolicyTests
{
    private const string Key = "Platform:Health:Drain:Window";

    [Theory]
    [InlineData("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/x", true, "00:00:05; not set; default in a container (ECS_CONTAINER_METADATA_URI_V4)")]
    [InlineData("KUBERNETES_SERVICE_HOST", "10.0.0.1", true, "00:00:05; not set; default in a container (KUBERNETES_SERVICE_HOST)")]
    [InlineData("DOTNET_RUNNING_IN_CONTAINER", "true", true, "00:00:05; not set; default in a container (DOTNET_RUNNING_IN_CONTAINER)")]
    [InlineData("DOTNET_RUNNING_IN_CONTAINER", "false", false, "00:00:00; not set; default outside a container")]
    [InlineData(Key, "00:00:07", true, "00:00:07; configured")]
    [InlineData(Key, "00:00:00", false, "00:00:00; configured")]
    [InlineData("Platform:Health:Enabled", "false", false, "00:00:00; Platform:Health:Enabled is false")]
    public async Task The_window_is_reported_with_its_reason(string key, string value, bool isOn, string reason)
    {
        await using var service = TestService.Create(_ => { }, (key, value));

        var feature = service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "drain");

        Assert.Equal(new PlatformFeature("drain", isOn, Key, reason), feature);
    }

    [Fact]
    public async Task In_Development_nobody_waits_for_a_load_balancer()
    {
        await using var service = TestService.Create(_ => { }, ("environment", "Development"), ("DOTNET_RUNNING_IN_CONTAINER", "true"));

        var feature = service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "drain");

        Assert.Equal(new PlatformFeature("drain", false, Key, "00:00:00; not set; default in Development"), feature);
    }

    [Fact]
    public async Task A_set_window_holds_in_a_container_too()
    {
        await using var service = TestService.Create(_ => { }, (Key, "00:00:00"), ("KUBERNETES_SERVICE_HOST", "10.0.0.1"));

        Assert.False(service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "drain").Enabled);
    }
}
