namespace Grocery.AppHost.Telemetry;

/// <summary>The last minutes of a service as lines to draw, the oldest slot first.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Errors">The share of requests that were answered with 5xx; <see langword="null"/> where there was no request.</param>
/// <param name="P95">The time within which 95 % were answered, in milliseconds; <see langword="null"/> where there was no request.</param>
internal sealed record TrafficReading(IReadOnlyList<double> Rate, IReadOnlyList<double?> Errors, IReadOnlyList<double?> P95);
