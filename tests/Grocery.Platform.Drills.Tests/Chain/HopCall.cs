namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>A call that reached a hop: its trace, the milliseconds that its deadline header said, and for how many it kept the hop busy.</summary>
internal sealed record HopCall(string Trace, double? Budget, double Took);
