namespace Grocery.Platform.Observability;

/// <summary>Whether what the service runs on is detected, read from <c>Platform:Observability:Resource</c>.</summary>
public sealed class ResourceOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Resource</c>.</summary>
    public const string Section = "Platform:Observability:Resource";

    /// <summary>
    /// Gets or sets a value indicating whether spans and metrics carry attributes of the host, the process, the container, the Amazon ECS
    /// task and the Kubernetes pod, named by the OpenTelemetry semantic conventions. The identity of the service and
    /// <c>OTEL_RESOURCE_ATTRIBUTES</c> go before them.
    /// </summary>
    /// <value>
    /// <see langword="true"/> by default. Under Amazon ECS the start waits for the task metadata endpoint, at most 1 second; what cannot be
    /// detected is left out.
    /// </value>
    public bool Enabled { get; set; } = true;
}
