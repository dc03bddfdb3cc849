namespace Grocery.Platform.Resilience.Faults;

/// <summary>Who set a rule while the service runs, and for how long.</summary>
internal sealed record FaultTerm(Operator By, DateTimeOffset Since, DateTimeOffset Until);
