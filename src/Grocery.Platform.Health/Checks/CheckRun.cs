using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>What one run of a check came to.</summary>
/// <param name="Status">What the check said.</param>
/// <param name="IsFailure">Whether it counts as a failure.</param>
/// <param name="Duration">The time it took.</param>
/// <param name="Description">What the check said in words, without secrets.</param>
/// <param name="Data">What else it said, without secrets.</param>
/// <param name="IsAbandoned">Whether it did not end in its time-out, and still runs on its own.</param>
/// <param name="IsSkipped">Whether it was not started, because an earlier one has not ended.</param>
internal sealed record CheckRun(
    HealthStatus Status,
    bool IsFailure,
    TimeSpan Duration,
    string? Description,
    IReadOnlyDictionary<string, object?>? Data = null,
    bool IsAbandoned = false,
    bool IsSkipped = false);
