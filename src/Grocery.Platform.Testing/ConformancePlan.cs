namespace Grocery.Platform.Testing;

/// <summary>What the suite has to know of a service, and what it is to leave out.</summary>
public sealed class ConformancePlan
{
    /// <summary>Gets a route that answers with a status under 500 and without its dependencies.</summary>
    /// <value><c>GET /</c> by default.</value>
    public ConformanceRoute Route { get; init; } = "/";

    /// <summary>Gets the headers of every request to a route, such as <c>Authorization</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the dependency that the suite may replace.</summary>
    /// <value>None by default: no check of outgoing calls runs.</value>
    public ConformanceDependency? Dependency { get; init; }

    /// <summary>Gets how long a start, an answer, or the end of the process may take beyond what its settings allow.</summary>
    /// <value>30 seconds by default. Longer on a slow machine: a check that waits for nothing wrong does not take longer.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the checks to leave out, each with the reason, by name. The report shows them.</summary>
    public IDictionary<string, string> Excluded { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
