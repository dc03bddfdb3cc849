namespace Grocery.Platform.Resilience;

/// <summary>How much time a request may take, read from <c>Platform:Resilience:Deadlines</c>. Follows the configuration while the service runs.</summary>
public sealed class DeadlineOptions
{
    /// <summary>The configuration section, <c>Platform:Resilience:Deadlines</c>.</summary>
    public const string Section = "Platform:Resilience:Deadlines";

    /// <summary>Gets or sets a value indicating whether requests and outgoing calls have deadlines that are passed from service to service.</summary>
    /// <value>
    /// <see langword="true"/> by default. <see langword="false"/> reads and sends no header; the deadline of each outgoing call,
    /// <see cref="CallOptions.Deadline"/>, stays.
    /// </value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Gets or sets the header in which the time left comes in and is sent on, as a whole number of milliseconds. <c>grpc-timeout</c> and
    /// <c>x-envoy-expected-rq-timeout-ms</c> are understood as well; the shortest of all holds.
    /// </summary>
    /// <value><c>X-Request-Timeout-Ms</c> by default; a header name (RFC 9110, section 5.1) other than <c>grpc-timeout</c>.</value>
    public string Header { get; set; } = "X-Request-Timeout-Ms";

    /// <summary>Gets or sets the deadline of requests that bring none. An endpoint with <c>[DisableRequestTimeout]</c> is exempt.</summary>
    /// <value>Unset by default: such requests have no deadline. 1 ms to 1 day, at most <see cref="Maximum"/>.</value>
    [DurationRange("00:00:00.001", "1.00:00:00")]
    public TimeSpan? Default { get; set; }

    /// <summary>Gets or sets the longest deadline that a request may bring; a longer one is cut to it.</summary>
    /// <value>1 ms to 1 day; 1 hour by default.</value>
    [DurationRange("00:00:00.001", "1.00:00:00")]
    public TimeSpan Maximum { get; set; } = TimeSpan.FromHours(1);
}
