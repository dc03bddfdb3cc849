using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>Counts a request out when the service makes it another protocol, as it does with a WebSocket: it may last for hours.</summary>
internal sealed class InboundUpgrade
{
    private readonly HttpContext _context;
    private readonly InboundLimiter _limiter;
    private readonly InboundQueue _queue;
    private readonly Cohort _cohort;

    private InboundUpgrade(HttpContext context, InboundLimiter limiter, InboundQueue queue, Cohort cohort) =>
        (_context, _limiter, _queue, _cohort) = (context, limiter, queue, cohort);

    /// <summary>Gets a value indicating whether the request has been counted out.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>Watches the answer of a request that asks for another protocol; for others there is nothing to do.</summary>
    public static InboundUpgrade? Watch(HttpContext context, InboundLimiter limiter, InboundQueue queue, Cohort cohort)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } && !IsConnect(context))
            return null;

        var upgrade = new InboundUpgrade(context, limiter, queue, cohort);
        context.Response.OnStarting(upgrade.OnStartingAsync);
        return upgrade;
    }

    // RFC 8441: over HTTP/2 a WebSocket is accepted by 200.
    private static bool IsConnect(HttpContext context) => context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    private Task OnStartingAsync()
    {
        var accepted = IsConnect(_context) ? StatusCodes.Status200OK : StatusCodes.Status101SwitchingProtocols;
        if (_context.Response.StatusCode != accepted || HasLeft)
            return Task.CompletedTask;

        HasLeft = true;
        _limiter.Release(_cohort);
        _queue.LetIn();
        return Task.CompletedTask;
    }
}
