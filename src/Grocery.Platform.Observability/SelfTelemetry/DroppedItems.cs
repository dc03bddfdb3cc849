namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>Why spans and metric points are dropped.</summary>
internal static class DroppedItems
{
    /// <summary>More spans came than the collector took.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>The collector did not take them.</summary>
    public const string ExportFailed = "export_failed";

    /// <summary>The service stopped before.</summary>
    public const string Stopped = "stopped";
}
