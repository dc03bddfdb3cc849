using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>What one run of a check came to.</summary>
internal readonly record struct CheckRun(HealthStatus Status, bool IsFailure, TimeSpan Duration, string? Description);
