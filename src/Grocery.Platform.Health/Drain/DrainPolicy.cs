using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Drain;

/// <summary>Decides for how long to drain and to stop, and says why.</summary>
internal sealed class DrainPolicy(
    IOptions<HealthOptions> health, IOptions<DrainOptions> drain, IConfiguration configuration, IHostEnvironment environment)
{
    /// <summary>What the stop needs after its budget: telemetry is flushed, and the last log lines.</summary>
    public static readonly TimeSpan FlushRoom = TimeSpan.FromSeconds(5);

    private const string WindowKey = $"{DrainOptions.Section}:{nameof(DrainOptions.Window)}";
    private const string RunningInContainer = "DOTNET_RUNNING_IN_CONTAINER";

    private static readonly TimeSpan WindowInContainer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RequestRoom = TimeSpan.FromSeconds(5);
    private static readonly string[] Orchestrators = ["ECS_CONTAINER_METADATA_URI_V4", "KUBERNETES_SERVICE_HOST"];

    // The host's own default, which nobody chose.
    private static readonly TimeSpan HostDefault = TimeSpan.FromSeconds(30);

    public bool IsEnabled => health.Value.Enabled;

    public TimeSpan Window => Decide().Window;

    public TimeSpan StopTimeout => drain.Value.StopTimeout;

    /// <summary>Gets a value indicating whether somebody kills the process after <see cref="StopTimeout"/>.</summary>
    public bool IsOrchestrated =>
        Array.Exists(Orchestrators, IsSet) || IsSet($"{DrainOptions.Section}:{nameof(DrainOptions.StopTimeout)}");

    /// <summary>Says whether a stop of that budget may take longer than the orchestrator waits.</summary>
    public bool Exceeds(TimeSpan budget) => budget == Timeout.InfiniteTimeSpan || budget + FlushRoom > StopTimeout;

    /// <summary>Decides how long the whole stop may take.</summary>
    /// <param name="configured">The shutdown time-out of the host as it is.</param>
    public TimeSpan BudgetFor(TimeSpan configured)
    {
        if (!IsEnabled || (drain.Value.Budget is null && configured == Timeout.InfiniteTimeSpan))
            return configured;
        if (drain.Value.Budget is { } budget)
            return budget;

        var least = Window + RequestRoom;
        var wanted = configured == HostDefault ? StopTimeout - FlushRoom : configured;
        return wanted > least ? wanted : least;
    }

    public PlatformFeature DescribeWindow()
    {
        var (window, why) = Decide();
        return new("drain", window > TimeSpan.Zero, WindowKey, $"{window:c}; {why}");
    }

    public PlatformFeature DescribeBudget(TimeSpan budget) => new(
        "stop-budget",
        IsEnabled && budget != Timeout.InfiniteTimeSpan,
        $"{DrainOptions.Section}:{nameof(DrainOptions.Budget)}",
        $"{budget:c}; {(drain.Value.Budget is null ? "not set" : "configured")}; the orchestrator's is {StopTimeout:c}");

    private (TimeSpan Window, string Why) Decide()
    {
        if (!IsEnabled)
            return (TimeSpan.Zero, $"{HealthOptions.Section}:{nameof(HealthOptions.Enabled)} is false");
        if (drain.Value.Window is { } window)
            return (window, "configured");
        if (environment.IsDevelopment())
            return (TimeSpan.Zero, "not set; default in Development");

        return FindContainer() is { } sign
            ? (DefaultInContainer(), $"not set; default in a container ({sign})")
            : (TimeSpan.Zero, "not set; default outside a container");
    }

    // A short budget that is set must still leave time for the requests.
    private TimeSpan DefaultInContainer() =>
        drain.Value.Budget is { } budget && budget / 2 < WindowInContainer ? budget / 2 : WindowInContainer;

    private string? FindContainer() =>
        bool.TryParse(configuration[RunningInContainer], out var isContainer) && isContainer
            ? RunningInContainer
            : Array.Find(Orchestrators, IsSet);

    private bool IsSet(string key) => !string.IsNullOrEmpty(configuration[key]);
}
