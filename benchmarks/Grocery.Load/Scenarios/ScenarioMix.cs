namespace Grocery.Load.Scenarios;

/// <summary>Chooses a scenario for each visit, by their weights.</summary>
internal sealed class ScenarioMix(IReadOnlyList<Scenario> scenarios, Random random)
{
    private readonly double _total = scenarios.Sum(scenario => scenario.Weight);

    /// <summary>Runs one visit; called by one thread.</summary>
    /// <param name="start">When it was meant to start.</param>
    public Task VisitAsync(TimeSpan start) => Choose().VisitAsync(start);

    private Scenario Choose()
    {
        var point = random.NextDouble() * _total;
        foreach (var scenario in scenarios)
        {
            point -= scenario.Weight;
            if (point < 0)
                return scenario;
        }

        return scenarios[^1];
    }
}
