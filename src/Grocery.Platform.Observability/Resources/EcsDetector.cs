using Microsoft.Extensions.Configuration;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Resources;

/// <summary>The Amazon ECS task and container, by the task metadata endpoint (version 4).</summary>
internal sealed class EcsDetector(IConfiguration configuration, EcsMetadata metadata) : IResourceDetector
{
    private const string Endpoint = "ECS_CONTAINER_METADATA_URI_V4";

    public Resource Detect()
    {
        if (configuration[Endpoint] is not { Length: > 0 } address)
            return Resource.Empty;

        using var documents = metadata.Read(new Uri(address));
        var attributes = new EcsAttributes();
        attributes.AddContainer(documents.Container.RootElement);
        attributes.AddTask(documents.Task.RootElement);
        return new Resource(attributes.All);
    }
}
