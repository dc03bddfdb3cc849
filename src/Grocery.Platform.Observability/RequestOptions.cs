namespace Grocery.Platform.Observability;

/// <summary>
/// What is told about each request, read from <c>Platform:Observability:Requests</c>. A change takes effect without a restart.
/// </summary>
public sealed class RequestOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Requests</c>.</summary>
    public const string Section = "Platform:Observability:Requests";

    /// <summary>Gets or sets the duration from which a request is slow: its trace is kept.</summary>
    /// <value>1 millisecond to 1 hour; 1 second by default. WebSockets and server-sent events are never slow.</value>
    [DurationRange("00:00:00.001", "01:00:00")]
    public TimeSpan Slow { get; set; } = TimeSpan.FromSeconds(1);
}
