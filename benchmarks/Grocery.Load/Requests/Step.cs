namespace Grocery.Load.Requests;

/// <summary>What a request is for.</summary>
/// <param name="Scenario">The scenario that it belongs to.</param>
/// <param name="Name">Which of the scenario's requests; empty when it has one only.</param>
internal readonly record struct Step(string Scenario, string Name = "")
{
    public override string ToString() => Name.Length == 0 ? Scenario : $"{Scenario}/{Name}";
}
