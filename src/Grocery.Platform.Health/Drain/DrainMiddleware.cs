using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Health.Drain;

/// <summary>During the drain, makes every answer the last one on its connection, so that clients come back through the load balancer.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, DrainState state)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (state.HasBegun)
            CloseConnection(context);

        return next(context);
    }

    // Kestrel then sends "Connection: close" on HTTP/1.1, whatever clears the headers later, and GOAWAY on HTTP/2.
    private static void CloseConnection(HttpContext context)
    {
        if (context.Features.Get<IConnectionLifetimeNotificationFeature>() is { } connection)
            connection.RequestClose();
        else if (HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
    }
}
