using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Warmup;

/// <summary>What the warm-up tasks came to, for the boot report, the health report and the metrics.</summary>
internal sealed class WarmupReport(IOptions<HealthOptions> health, IEnumerable<IWarmupTask> tasks, IConfiguration configuration)
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
        if (!health.Value.Enabled)
            return new("warm-up", false, $"{HealthOptions.Section}:{nameof(HealthOptions.Enabled)}", "configured");

        var names = tasks.Select(task => task.Name).ToArray();
        var isSet = configuration.GetSection(WarmupOptions.TasksSection).GetChildren().Any();
        return new("warm-up", names.Length > 0, isSet ? WarmupOptions.TasksSection : WarmupOptions.Section, Describe(names));
    }

    private string Describe(string[] names)
    {
        if (names.Length == 0)
            return "no task is registered";

        return _results.Length == 0
            ? $"not over: {string.Join(", ", names)}"
            : string.Join(", ", _results.Select(result => $"{result.Name} {result.Failure ?? "done"} in {result.Duration:c}"));
    }
}
