namespace Grocery.Load.Figures;

/// <summary>The figures of one scenario.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Figures">Those of all its requests.</param>
/// <param name="Steps">Those of each of them.</param>
internal sealed record ScenarioFigures(string Name, RequestFigures Figures, IReadOnlyList<(string Name, RequestFigures Figures)> Steps);
