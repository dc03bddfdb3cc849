using Grocery.Platform.Health.Drain;

namespace Grocery.Platform.Health.Contract;

/// <summary>The time for the whole stop, and the orchestrator's time-out, after which it kills.</summary>
internal readonly record struct StopTimes(TimeSpan Budget, TimeSpan Timeout)
{
    // Of ECS and of Kubernetes.
    private static readonly TimeSpan OrchestratorTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(5);

    public static StopTimes Of(DrainPolicy drain)
    {
        var left = OrchestratorTimeout - Room;
        var needed = drain.Window + Room;
        return new(left > needed ? left : needed, OrchestratorTimeout);
    }
}
