using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Resources;

/// <summary>The identity as resource attributes; it goes before <c>OTEL_RESOURCE_ATTRIBUTES</c>, so that every signal carries the same.</summary>
internal sealed class IdentityDetector(ServiceIdentity identity) : IResourceDetector
{
    public Resource Detect() => new(new Dictionary<string, object>
    {
        ["service.name"] = identity.Name,
        ["service.version"] = identity.Version,
        ["service.instance.id"] = identity.Instance,
        ["deployment.environment.name"] = identity.Environment,
    });
}
