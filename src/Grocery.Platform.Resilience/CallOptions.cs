using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Resilience;

/// <summary>How calls end, are repeated and are cut off: what clients of HTTP and pipelines of any other kind have in common.</summary>
public abstract class CallOptions
{
    /// <summary>Gets or sets a value indicating whether calls are protected at all.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the time by which a call, with all its attempts and the waits between them, must have ended.</summary>
    /// <value>10 ms to 1 hour; 30 s by default. Must not be shorter than <see cref="AttemptTimeout"/>.</value>
    [DurationRange("00:00:00.010", "01:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the time that one attempt may take; of HTTP, until the headers of the response are there.</summary>
    /// <value>10 ms to 1 hour; 10 s by default. Must not be longer than <see cref="Deadline"/>.</value>
    [DurationRange("00:00:00.010", "01:00:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how many attempts may follow the first one.</summary>
    /// <value>0 to 10; 3 by default. 0 turns retries off.</value>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Gets or sets the shortest wait before a retry. Each wait is drawn between it and three times the one before it: decorrelated
    /// jitter, of "Exponential Backoff And Jitter" in the AWS Architecture Blog.
    /// </summary>
    /// <value>1 ms to 1 minute; 200 ms by default. Must not be longer than <see cref="RetryMaxDelay"/>.</value>
    [DurationRange("00:00:00.001", "00:01:00")]
    public TimeSpan RetryBaseDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Gets or sets the longest wait before a retry, unless the destination asks for a longer one by <c>Retry-After</c>.</summary>
    /// <value>1 ms to 1 hour; 5 s by default.</value>
    [DurationRange("00:00:00.001", "01:00:00")]
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how many attempts to one destination may be under way at once; more fail at once.</summary>
    /// <value>1 to 1,000,000; 1,000 by default.</value>
    [Range(1, 1_000_000)]
    public int ConcurrencyLimit { get; set; } = 1_000;

    /// <summary>Gets or sets a value indicating whether there is a breaker.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool BreakerEnabled { get; set; } = true;

    /// <summary>Gets or sets the part of the attempts within <see cref="BreakerWindow"/> that must fail for the breaker to open.</summary>
    /// <value>0.01 to 1; 0.1 by default.</value>
    [Range(0.01, 1.0)]
    public double BreakerFailureRatio { get; set; } = 0.1;

    /// <summary>Gets or sets the part of the attempts within <see cref="BreakerWindow"/> that must be slow for the breaker to open.</summary>
    /// <value>0.01 to 1; 0.5 by default.</value>
    [Range(0.01, 1.0)]
    public double BreakerSlowCallRatio { get; set; } = 0.5;

    /// <summary>Gets or sets how long an attempt takes at least to count as slow.</summary>
    /// <value>1 ms to 1 hour; 5 s by default. At <see cref="AttemptTimeout"/> or above, no attempt is slow: it fails.</value>
    [DurationRange("00:00:00.001", "01:00:00")]
    public TimeSpan BreakerSlowCallDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how many attempts within <see cref="BreakerWindow"/> the breaker needs before it judges.</summary>
    /// <value>2 to 1,000,000; 100 by default.</value>
    [Range(2, 1_000_000)]
    public int BreakerMinimumThroughput { get; set; } = 100;

    /// <summary>Gets or sets the sliding window in which the breaker counts. It counts anew when this changes while the service runs.</summary>
    /// <value>500 ms to 2 hours; 30 s by default. Must be at least twice <see cref="AttemptTimeout"/>, or time-outs drop out of it.</value>
    [DurationRange("00:00:00.500", "02:00:00")]
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets how long an open breaker rejects every attempt before it lets one through to try. From the third time on that it
    /// opens without having been closed for a <see cref="BreakerWindow"/>, it doubles each time.
    /// </summary>
    /// <value>500 ms to 1 hour; 5 s by default. Must not be longer than <see cref="MaxBreakDuration"/>.</value>
    [DurationRange("00:00:00.500", "01:00:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the bound up to which <see cref="BreakDuration"/> doubles.</summary>
    /// <value>500 ms to 1 hour; 1 minute by default.</value>
    [DurationRange("00:00:00.500", "01:00:00")]
    public TimeSpan MaxBreakDuration { get; set; } = TimeSpan.FromMinutes(1);
}
