namespace Grocery.Platform.Observability;

/// <summary>How the service tells that its own telemetry is lost, read from <c>Platform:Observability:SelfTelemetry</c>.</summary>
public sealed class SelfTelemetryOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:SelfTelemetry</c>.</summary>
    public const string Section = "Platform:Observability:SelfTelemetry";

    /// <summary>
    /// Gets or sets a value indicating whether exports that fail are said in the log, and lost telemetry by the health check
    /// <c>telemetry</c>. Its metrics (<c>grocery.telemetry.*</c>) are there in any case.
    /// </summary>
    /// <value><see langword="true"/> by default.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Gets or sets how long the exports of a signal fail until the health check <c>telemetry</c> is degraded. It never makes the service
    /// unready. Spans or log lines that were dropped in the last minute degrade it too.
    /// </summary>
    /// <value>1 second to 1 day; 1 minute by default.</value>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan DegradedAfter { get; set; } = TimeSpan.FromMinutes(1);
}
