namespace Grocery.Platform.Health.Drain;

/// <summary>The phases by their public names, in order.</summary>
internal static class DrainPhases
{
    public static IReadOnlyList<(DrainPhase Phase, string Name)> All { get; } =
    [
        (DrainPhase.Running, "running"),
        (DrainPhase.Serving, "serving"),
        (DrainPhase.StoppingTasks, "stopping_tasks"),
        (DrainPhase.FinishingRequests, "finishing_requests"),
        (DrainPhase.FlushingTelemetry, "flushing_telemetry"),
    ];

    public static string NameOf(DrainPhase phase) => All[(int)phase].Name;
}
