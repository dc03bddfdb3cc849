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

    /// <summary>Gets how long a start or an answer may take. A check that measures a time, such as that of the stop, allows a sixth of it on top, 5 seconds
    /// at least.</summary>
    /// <value>30 seconds by default. Longer on a slow machine: a check that waits for nothing wrong does not take longer.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the checks to leave out, each with the reason, by name. The report shows them.</summary>
    public IDictionary<string, string> Excluded { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets what a check that measures a time allows on top of it, for the flush of telemetry and a busy machine.</summary>
    internal TimeSpan Slack => TimeSpan.FromSeconds(Math.Max(5, Patience.TotalSeconds / 6));
}
