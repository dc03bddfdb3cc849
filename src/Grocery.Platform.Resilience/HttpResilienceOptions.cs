using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Resilience;

/// <summary>
/// How the calls of one <see cref="HttpClient"/> of the factory end, are repeated and are cut off. Read from
/// <c>Platform:Resilience:Clients:&lt;client name&gt;</c>; what is not set there comes from <c>Platform:Resilience:Defaults</c>.
/// A typed client has the name of its type; the unnamed client has the defaults only. Changes hold from the next call on.
/// </summary>
public sealed class HttpResilienceOptions : CallOptions
{
    /// <summary>The configuration section of the defaults, <c>Platform:Resilience:Defaults</c>.</summary>
    public const string Section = "Platform:Resilience:Defaults";

    /// <summary>The configuration section whose children are named like the clients, <c>Platform:Resilience:Clients</c>.</summary>
    public const string ClientsSection = "Platform:Resilience:Clients";

    /// <summary>
    /// Gets or sets the largest body, in bytes, that is held in memory so that it can be sent again. It concerns bodies that
    /// can be read only once and tell their length; a request with a larger one, or one of unknown length, is not retried.
    /// </summary>
    /// <value>0 to 16,777,216; 65,536 by default.</value>
    [Range(0, 16 * 1024 * 1024)]
    public int RequestBufferLimit { get; set; } = 64 * 1024;

    /// <summary>Gets or sets a value indicating whether requests tell the destination how much time it has.</summary>
    /// <value>
    /// <see langword="true"/> by default: while a deadline flows with the work, each attempt carries what is left of it in the header
    /// of <see cref="DeadlineOptions.Header"/>. <see langword="false"/> for destinations that are not your own.
    /// </value>
    public bool SendDeadline { get; set; } = true;

    /// <summary>
    /// Gets or sets a value indicating whether a second request is sent when the first one takes long, and the first answer counts.
    /// It concerns GET, HEAD, OPTIONS and TRACE without a body (safe methods, RFC 9110, section 9.2.1), and takes from the retry budget.
    /// </summary>
    /// <value><see langword="false"/> by default.</value>
    public bool HedgingEnabled { get; set; }

    /// <summary>Gets or sets after how long the second request is sent.</summary>
    /// <value>
    /// 1 ms to 1 minute. <see langword="null"/> by default: after the time within which 95 % of the latest successful attempts to
    /// the destination ended ("The Tail at Scale", CACM 56(2)); until there were 100, there is no second request.
    /// </value>
    [DurationRange("00:00:00.001", "00:01:00")]
    public TimeSpan? HedgingDelay { get; set; }
}
