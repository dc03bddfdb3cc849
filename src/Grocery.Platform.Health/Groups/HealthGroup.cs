using Grocery.Platform.Health.Checks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Groups;

/// <summary>Some of the checks under one name.</summary>
internal sealed class HealthGroup(string name, BackgroundCheck[] checks, TimeProvider time)
{
    public string Name => name;

    public HealthStatus Status => BackgroundCheck.WorstOf(checks, time.GetTimestamp());
}
