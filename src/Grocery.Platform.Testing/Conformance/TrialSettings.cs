using System.Globalization;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>What the suite sets in the instances that it starts. Short times, so that the suite is quick.</summary>
internal static class TrialSettings
{
    public const string SecretKey = "Conformance:Password";
    public const int MaxRetries = 2;

    public static readonly TimeSpan DrainWindow = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan StopBudget = TimeSpan.FromSeconds(6);
    public static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan BreakDuration = TimeSpan.FromMilliseconds(500);

    /// <summary>The instance that most checks share.</summary>
    public static Dictionary<string, string> Main(Trial trial)
    {
        var settings = Common(trial, DrainWindow);
        Call(settings, trial, "AttemptTimeout", "00:00:01");
        Call(settings, trial, "Deadline", $"{CallDeadline:c}");
        Call(settings, trial, "MaxRetries", MaxRetries.ToString(CultureInfo.InvariantCulture));
        Call(settings, trial, "RetryBaseDelay", "00:00:00.010");
        Call(settings, trial, "BreakerEnabled", "false");
        settings["Platform:Resilience:RetryBudget:Minimum"] = "1000";
        return settings;
    }

    /// <summary>The instance that serves one request at a time, gives up on its dependency soon, and whose collector is dead.</summary>
    public static Dictionary<string, string> Strained(Trial trial)
    {
        var settings = Common(trial, TimeSpan.Zero);
        settings["Platform:Resilience:Inbound:Enabled"] = "true";
        settings["Platform:Resilience:Inbound:Mode"] = "Fixed";
        settings["Platform:Resilience:Inbound:Limit"] = "1";
        settings["Platform:Resilience:Inbound:QueueLength"] = "0";
        Call(settings, trial, "MaxRetries", "0");
        Call(settings, trial, "AttemptTimeout", "00:00:20");
        Call(settings, trial, "Deadline", "00:00:20");
        Call(settings, trial, "BreakerEnabled", "true");
        Call(settings, trial, "BreakerWindow", "00:01:00");
        Call(settings, trial, "BreakerMinimumThroughput", "4");
        Call(settings, trial, "BreakerFailureRatio", "0.5");
        Call(settings, trial, "BreakDuration", $"{BreakDuration:c}");
        Call(settings, trial, "MaxBreakDuration", $"{BreakDuration:c}");
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1";
        return settings;
    }

    private static Dictionary<string, string> Common(Trial trial, TimeSpan window)
    {
        var settings = new Dictionary<string, string>
        {
            [SecretKey] = trial.Secret,
            ["Platform:Observability:Logging:Format"] = "Json",
            ["Platform:Observability:Logging:Preset"] = "Default",
            ["Platform:Health:Drain:Window"] = $"{window:c}",
            ["Platform:Health:Drain:Budget"] = $"{StopBudget:c}",
        };
        if (trial.Plan.Dependency is { } dependency)
            settings[dependency.Key] = trial.Dependency.Address.ToString();

        return settings;
    }

    // For the one client where the plan names it: the service's own settings of other clients go with its own defaults.
    private static void Call(Dictionary<string, string> settings, Trial trial, string name, string value)
    {
        if (trial.Plan.Dependency is { } dependency)
            settings[dependency.Client is { } client ? $"Platform:Resilience:Clients:{client}:{name}" : $"Platform:Resilience:Defaults:{name}"] = value;
    }
}
