namespace Grocery.Platform.Resilience.Inbound;

/// <summary>What one window has measured.</summary>
/// <param name="Latency">The mean latency of the requests that ended in it, in ticks; at least 1.</param>
/// <param name="MostInFlight">The most requests that were in flight in it.</param>
/// <param name="HasHeldBack">Whether a request was over the limit.</param>
internal readonly record struct Sample(double Latency, int MostInFlight, bool HasHeldBack);
