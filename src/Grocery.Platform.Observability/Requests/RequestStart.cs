using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Observability.Requests;

/// <summary>What must be noted when a request begins, because the service may change it.</summary>
/// <param name="Timestamp">When it began.</param>
/// <param name="Span">Its server span, unless nothing of it is recorded.</param>
/// <param name="PeerAddress">The other end of the connection, which may be a proxy.</param>
/// <param name="PeerPort">The port there.</param>
internal readonly record struct RequestStart(long Timestamp, Activity? Span, IPAddress? PeerAddress, int PeerPort)
{
    public static RequestStart Of(HttpContext context, long timestamp)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
            return new(timestamp, null, null, 0);

        var connection = context.Features.Get<IHttpConnectionFeature>();
        return new(timestamp, span, connection?.RemoteIpAddress, connection?.RemotePort ?? 0);
    }
}
