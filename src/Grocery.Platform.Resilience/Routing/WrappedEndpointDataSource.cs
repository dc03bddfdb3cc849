using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Resilience.Routing;

/// <summary>The endpoints of another source, each within a middleware.</summary>
internal sealed class WrappedEndpointDataSource(EndpointDataSource inner, Func<RequestDelegate, RequestDelegate> wrap) : EndpointDataSource
{
    public override IReadOnlyList<Endpoint> Endpoints => [.. inner.Endpoints.Select(Wrap)];

    public override IChangeToken GetChangeToken() => inner.GetChangeToken();

    public override IReadOnlyList<Endpoint> GetGroupedEndpoints(RouteGroupContext context) =>
        [.. inner.GetGroupedEndpoints(context).Select(Wrap)];

    private Endpoint Wrap(Endpoint endpoint) => endpoint is RouteEndpoint { RequestDelegate: { } handler } route
        ? new RouteEndpoint(wrap(handler), route.RoutePattern, route.Order, route.Metadata, route.DisplayName)
        : endpoint;
}
