using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Health.Warmup;

/// <summary>What the warm-up tasks came to, for the boot report, the health report and the metrics.</summary>
internal sealed class WarmupReport(IConfiguration configuration)
{
    private volatile WarmupResult[] _results = [];

    /// <summary>Gets or sets the results; empty until all tasks have ended.</summary>
    public WarmupResult[] Results
    {
        get => _results;
        set => _results = value;
    }

    public PlatformFeature Describe()
    {
        var reason = _results.Length == 0
            ? "no task is registered"
            : string.Join(", ", _results.Select(result => $"{result.Name} {result.Failure ?? "done"} in {result.Duration:c}"));
        var isSet = configuration.GetSection(WarmupOptions.TasksSection).GetChildren().Any();
        return new("warm-up", _results.Length > 0, isSet ? WarmupOptions.TasksSection : WarmupOptions.Section, reason);
    }
}
