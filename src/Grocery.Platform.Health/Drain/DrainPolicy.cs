using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Drain;

/// <summary>Decides for how long to drain, and says why.</summary>
internal sealed class DrainPolicy(IOptions<HealthOptions> health, IOptions<DrainOptions> drain, IConfiguration configuration)
{
    private const string WindowKey = $"{DrainOptions.Section}:{nameof(DrainOptions.Window)}";
    private const string RunningInContainer = "DOTNET_RUNNING_IN_CONTAINER";

    private static readonly TimeSpan WindowInContainer = TimeSpan.FromSeconds(5);
    private static readonly string[] Orchestrators = ["ECS_CONTAINER_METADATA_URI_V4", "KUBERNETES_SERVICE_HOST"];

    public TimeSpan Window => Decide().Window;

    public PlatformFeature Describe()
    {
        var (window, why) = Decide();
        return new("drain", window > TimeSpan.Zero, WindowKey, $"{window:c}; {why}");
    }

    private (TimeSpan Window, string Why) Decide()
    {
        if (!health.Value.Enabled)
            return (TimeSpan.Zero, $"{HealthOptions.Section}:{nameof(HealthOptions.Enabled)} is false");
        if (drain.Value.Window is { } window)
            return (window, "configured");

        return FindContainer() is { } sign
            ? (WindowInContainer, $"not set; default in a container ({sign})")
            : (TimeSpan.Zero, "not set; default outside a container");
    }

    private string? FindContainer() =>
        bool.TryParse(configuration[RunningInContainer], out var isContainer) && isContainer
            ? RunningInContainer
            : Array.Find(Orchestrators, sign => !string.IsNullOrEmpty(configuration[sign]));
}
