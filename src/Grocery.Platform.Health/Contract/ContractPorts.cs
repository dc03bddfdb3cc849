namespace Grocery.Platform.Health.Contract;

/// <summary>The ports that the service opens, and the management port when there is one.</summary>
internal sealed record ContractPorts(IReadOnlyList<int> Http, IReadOnlyList<int> Https, int? Management)
{
    /// <summary>Gets where probes and scrapers go: every port answers probes, but the management port is the one not open to users.</summary>
    public (int Port, string Scheme) Probed =>
        Management is { } management ? (management, "http") : Http.Count > 0 ? (Http[0], "http") : (Https[0], "https");
}
