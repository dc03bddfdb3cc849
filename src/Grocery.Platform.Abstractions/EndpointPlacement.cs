namespace Grocery.Platform;

/// <summary>The ports on which a platform endpoint answers.</summary>
public enum EndpointPlacement
{
    /// <summary>The service port and, when it is set, the management port: what an orchestrator probes.</summary>
    AllPorts,

    /// <summary>Only the management port when it is set, else the service port: what operators and scrapers read.</summary>
    ManagementPortIfSet,
}
