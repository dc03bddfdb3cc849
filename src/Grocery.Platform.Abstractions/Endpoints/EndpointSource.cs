namespace Grocery.Platform.Endpoints;

/// <summary>What creates endpoints once the service is built.</summary>
/// <param name="Create">Creates them.</param>
internal sealed record EndpointSource(Func<IServiceProvider, IEnumerable<PlatformEndpoint>> Create);
