namespace Grocery.Load.Scenarios;

/// <summary>What some of the visitors do.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Weight">Its share of the visits, compared with the weights of the others.</param>
/// <param name="VisitAsync">Runs one visit, given when it was meant to start.</param>
internal sealed record Scenario(string Name, double Weight, Func<TimeSpan, Task> VisitAsync);
