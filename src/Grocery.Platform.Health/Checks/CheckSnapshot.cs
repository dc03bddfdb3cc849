using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>The state of one check after its last run. Immutable.</summary>
/// <param name="Status">What the check means for the service: Unhealthy only for a hard dependency that is down.</param>
/// <param name="IsUp">Whether fewer failures than the threshold came in a row, and after that as many successes as it takes.</param>
/// <param name="ConsecutiveFailures">The failures since the last success.</param>
/// <param name="ConsecutiveSuccesses">The successes since the last failure.</param>
/// <param name="Duration">The time that the last run took.</param>
/// <param name="LastRun">When the last run ended.</param>
/// <param name="Timestamp">The same on the monotonic clock.</param>
/// <param name="Description">What the last run said, without secrets.</param>
/// <param name="Data">What else it said, without secrets.</param>
internal sealed record CheckSnapshot(
    HealthStatus Status,
    bool IsUp,
    int ConsecutiveFailures,
    int ConsecutiveSuccesses,
    TimeSpan Duration,
    DateTimeOffset LastRun,
    long Timestamp,
    string? Description,
    IReadOnlyDictionary<string, object?>? Data);
