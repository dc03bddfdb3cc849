using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Endpoints;

/// <summary>An endpoint as the table holds it: a probe pays for neither the interface of a list nor its enumerator.</summary>
internal sealed record TableEntry(EndpointPlacement Placement, RequestDelegate Handler, string[] Methods)
{
    public static TableEntry Of(PlatformEndpoint endpoint) => new(endpoint.Placement, endpoint.Handler, [.. endpoint.Methods]);
}
