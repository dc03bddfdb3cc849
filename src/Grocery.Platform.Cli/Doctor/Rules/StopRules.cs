using System.Globalization;

namespace Grocery.Platform.Cli.Doctor.Rules;

/// <summary>A stop that is cut off.</summary>
internal static class StopRules
{
    private const string StopTimeout = "Platform:Health:Drain:StopTimeout";

    // What the platform leaves after the budget: telemetry is flushed, and the last log lines.
    private static readonly TimeSpan FlushRoom = TimeSpan.FromSeconds(5);

    public static IEnumerable<Finding> Find(DoctorCase one)
    {
        if (one.Inspection?.Stop is not { Drains: true } stop)
            yield break;

        StopTime[] configured = one.Manifests.Count > 0 ? [.. one.Manifests] : [new StopTime(stop.StopTimeout, one.Settings.PlaceOf("Platform:Health:Drain:Budget", StopTimeout))];
        foreach (var (time, place) in configured)
        {
            if (stop.Budget + FlushRoom <= time)
                continue;

            yield return new Finding(
                "stop-time-under-drain", FindingLevel.Warning,
                string.Create(CultureInfo.InvariantCulture, $"The service is killed {time.TotalSeconds:0} s after the order to stop; it may take {stop.Budget.TotalSeconds:0} s, and {FlushRoom.TotalSeconds:0} s to flush telemetry."),
                place,
                "Requests that are still served then are cut off, and the last telemetry is lost, at every deployment.",
                one.Manifests.Count > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"Raise it to {(stop.Budget + FlushRoom).TotalSeconds:0} s, or set {StopTimeout} to {time:c}, from which the budget follows down to Platform:Health:Drain:Window and 5 s.")
                    : $"Lower Platform:Health:Drain:Budget, or raise {StopTimeout} together with the time of the orchestrator.",
                "docs/health/drain.md");
        }
    }
}
