namespace Grocery.Platform.Observability.LogLevels;

/// <summary>Who changes a level.</summary>
/// <param name="Name">As the request says; nobody checks it.</param>
/// <param name="Address">Where the connection came from.</param>
internal sealed record Operator(string? Name, string Address);
