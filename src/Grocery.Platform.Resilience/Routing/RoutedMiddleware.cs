using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Resilience.Routing;

/// <summary>Middleware that wants to know the endpoint of a request before the service's own middleware runs.</summary>
/// <param name="Add">Adds it to a pipeline, or adds nothing when it is switched off.</param>
internal sealed record RoutedMiddleware(Action<IApplicationBuilder> Add);
