using Grocery.Platform.Health.Checks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Groups;

/// <summary>Some of the checks under one name.</summary>
internal sealed class HealthGroup(string name, WorstStatus status, TimeProvider time)
{
    public string Name => name;

    public HealthStatus Status => status.At(time.GetTimestamp());
}
