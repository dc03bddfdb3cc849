namespace Grocery.Platform.Drills.TestApp.Chain;

/// <summary>A call that reached a hop.</summary>
/// <param name="Trace">The trace that it belongs to.</param>
/// <param name="Budget">The milliseconds that its deadline header said.</param>
/// <param name="Took">The milliseconds for which it kept the hop busy.</param>
internal sealed record HopCall(string Trace, double? Budget, double Took);
