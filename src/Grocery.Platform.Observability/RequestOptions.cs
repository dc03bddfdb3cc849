using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Observability;

/// <summary>
/// What is told about each request, read from <c>Platform:Observability:Requests</c>. A change takes effect without a restart.
/// </summary>
/// <remarks>
/// The line of a request has its method, path, route, status, duration and sizes, and its user if there is one. It is an error when the
/// request failed (a status from 500, or an exception that no handler made less of), a warning when it was slow, else information: a
/// status from 400 is the client's failure. Requests to the platform's own endpoints have no line.
/// </remarks>
public sealed class RequestOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Requests</c>.</summary>
    public const string Section = "Platform:Observability:Requests";

    /// <summary>Gets or sets a value indicating whether each request is one line in the log.</summary>
    /// <value><see langword="true"/> by default. There is none either when <c>Platform:Observability:Logging:Enabled</c> is
    /// <see langword="false"/>.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the share of successful requests that have a line: those with a status under 400 that were not slow.</summary>
    /// <value>0 to 1; 1 by default. The trace id decides, as it does for <c>Platform:Observability:Sampling:Ratio</c>: of two equal
    /// ratios, those requests have a line whose trace is recorded, in every service.</value>
    [Range(0d, 1d)]
    public double SuccessRatio { get; set; } = 1;

    /// <summary>Gets or sets the duration from which a request is slow: its line is a warning, and its trace is kept.</summary>
    /// <value>1 millisecond to 1 hour; 1 second by default. WebSockets and server-sent events are never slow.</value>
    [DurationRange("00:00:00.001", "01:00:00")]
    public TimeSpan Slow { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets a value indicating whether the line names the user: the claim <c>NameIdentifier</c> or <c>sub</c>.</summary>
    /// <value><see langword="true"/> by default. Switch it off where the log must hold no personal data.</value>
    public bool UserId { get; set; } = true;
}
