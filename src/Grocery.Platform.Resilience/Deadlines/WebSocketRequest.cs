using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>
/// Tells the request that opens a WebSocket, over HTTP/1.1 or HTTP/2, from others. The connection lasts as long as the request, so what
/// a caller or a proxy says of requests does not bind it.
/// </summary>
internal static class WebSocketRequest
{
    private const string Protocol = "websocket";

    public static bool Is(HttpContext context)
    {
        var features = context.Features;
        if (features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            return Protocol.Equals(connect.Protocol, StringComparison.OrdinalIgnoreCase);

        // Not every upgrade: Java's client offers one to HTTP/2 with plain requests.
        return features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && Protocol.Equals(context.Request.Headers.Upgrade, StringComparison.OrdinalIgnoreCase);
    }
}
