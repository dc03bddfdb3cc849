namespace Grocery.Platform.Health.Drain;

/// <summary>How far the stop has come. Only forward.</summary>
internal enum DrainPhase
{
    /// <summary>No order to stop has come.</summary>
    Running,

    /// <summary>Not ready any more, and still serving.</summary>
    Serving,

    /// <summary>The drain tasks run.</summary>
    StoppingTasks,

    /// <summary>The port closes, requests in flight are finished, and the hosted services stop.</summary>
    FinishingRequests,

    /// <summary>All services have stopped; what is left to send of telemetry is sent.</summary>
    FlushingTelemetry,
}
