using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Health;

/// <summary>The HTTP status with which probes and the report answer, read from <c>Platform:Health:StatusCodes</c>.</summary>
public sealed class HealthStatusCodeOptions
{
    /// <summary>The configuration section, <c>Platform:Health:StatusCodes</c>.</summary>
    public const string Section = "Platform:Health:StatusCodes";

    /// <summary>Gets or sets the status when all is well.</summary>
    /// <value>200 by default; from 200 to 599.</value>
    [Range(200, 599)]
    public int Healthy { get; set; } = 200;

    /// <summary>Gets or sets the status when a soft dependency is down, or a check says degraded.</summary>
    /// <value>200 by default, so that the service stays in rotation; from 200 to 599.</value>
    [Range(200, 599)]
    public int Degraded { get; set; } = 200;

    /// <summary>Gets or sets the status when the answer is no.</summary>
    /// <value>503 by default, which comes with <c>Retry-After</c> (RFC 9110, section 15.6.4); from 200 to 599.</value>
    [Range(200, 599)]
    public int Unhealthy { get; set; } = 503;
}
