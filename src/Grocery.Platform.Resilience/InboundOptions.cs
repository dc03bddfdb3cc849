using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Resilience;

/// <summary>
/// How many requests the service works on at once, read from <c>Platform:Resilience:Inbound</c>. What is over the limit waits
/// shortly, and is then answered 503. All but <see cref="Enabled"/> may change while the service runs.
/// </summary>
/// <remarks>
/// The adaptive limit is Netflix's Gradient2 (<c>concurrency-limits</c>, <c>Gradient2Limit</c>): with a short mean of the latency
/// over one window and a long one over many, <c>gradient = clamp(tolerance * long / short, 0.5, 1)</c>, and the limit moves by
/// <c>smoothing</c> towards <c>limit * gradient + 4</c>. It stays where it is while fewer than half of it are in flight. Unlike
/// there, the long mean does not rise while the limit holds requests back, for then it would learn overload as the normal state;
/// instead the limit goes to its minimum once a minute of that, for as long as it takes to measure again, as in Envoy's
/// adaptive concurrency filter. Requests that last much longer than is usual, such as streams, stop counting
/// against it after some seconds: from then on it is a limit of the others, while all together stay under <see cref="MaxLimit"/>.
/// </remarks>
public sealed class InboundOptions
{
    /// <summary>The configuration section, <c>Platform:Resilience:Inbound</c>.</summary>
    public const string Section = "Platform:Resilience:Inbound";

    /// <summary>Gets or sets a value indicating whether requests are held back at all. Read at the start.</summary>
    /// <value><see langword="false"/> by default: a limit that is wrong for a service costs it requests.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets how the limit is found.</summary>
    /// <value><see cref="InboundMode.Adaptive"/> by default.</value>
    [EnumDataType(typeof(InboundMode))]
    public InboundMode Mode { get; set; } = InboundMode.Adaptive;

    /// <summary>Gets or sets the fixed limit, and where the adaptive one starts.</summary>
    /// <value>1 to 100,000 requests; 20 by default. With an adaptive limit, from <see cref="MinLimit"/> to <see cref="MaxLimit"/>.</value>
    [Range(1, 100_000)]
    public int Limit { get; set; } = 20;

    /// <summary>Gets or sets under what the adaptive limit never goes.</summary>
    /// <value>1 to 100,000 requests; 20 by default. At most <see cref="MaxLimit"/>.</value>
    [Range(1, 100_000)]
    public int MinLimit { get; set; } = 20;

    /// <summary>Gets or sets over what the adaptive limit never goes, nor all requests in flight, with those that last long.</summary>
    /// <value>1 to 100,000 requests; 200 by default.</value>
    [Range(1, 100_000)]
    public int MaxLimit { get; set; } = 200;

    /// <summary>Gets or sets how many requests may wait for others to end. The newest of the most important goes first.</summary>
    /// <value>0 to 10,000 requests; 20 by default. 0 refuses at once.</value>
    [Range(0, 10_000)]
    public int QueueLength { get; set; } = 20;

    /// <summary>Gets or sets how long a request may wait; its deadline may end the wait earlier.</summary>
    /// <value>1 ms to 1 minute; 100 ms by default.</value>
    [DurationRange("00:00:00.001", "00:01:00")]
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets or sets what a refused caller reads in <c>Retry-After</c> (RFC 9110, section 10.2.3).</summary>
    /// <value>1 second to 1 hour, rounded up to seconds; 1 second by default.</value>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets over what time latency is measured before the adaptive limit moves; longer while fewer than 10 requests end in it.
    /// </summary>
    /// <value>10 ms to 1 minute; 250 ms by default.</value>
    [DurationRange("00:00:00.010", "00:01:00")]
    public TimeSpan SampleWindow { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets or sets how many windows the long mean of the latency remembers.</summary>
    /// <value>10 to 100,000; 600 by default.</value>
    [Range(10, 100_000)]
    public int LongWindow { get; set; } = 600;

    /// <summary>Gets or sets what part of a change the adaptive limit takes at each step.</summary>
    /// <value>0.01 to 1; 0.2 by default.</value>
    [Range(0.01, 1.0)]
    public double Smoothing { get; set; } = 0.2;

    /// <summary>Gets or sets how many times longer than usual requests may take before the adaptive limit falls.</summary>
    /// <value>1 to 10; 1.5 by default.</value>
    [Range(1.0, 10.0)]
    public double Tolerance { get; set; } = 1.5;
}
