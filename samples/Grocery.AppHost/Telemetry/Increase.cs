namespace Grocery.AppHost.Telemetry;

/// <summary>What a series gained between two exports.</summary>
internal readonly record struct Increase(DateTimeOffset From, DateTimeOffset To, double[] Values);
