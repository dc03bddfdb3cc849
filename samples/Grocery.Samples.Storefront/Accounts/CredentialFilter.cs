using System.Threading.RateLimiting;
using Grocery.Samples.Shop.Problems;

namespace Grocery.Samples.Storefront.Accounts;

/// <summary>
/// Bounds the requests that bring a password: those from one address, and those that are hashed at once, to half of the processors,
/// so that a flood of them leaves the rest to the shop. It runs when the body has been read: a slow sender takes nobody's place.
/// </summary>
internal sealed class CredentialFilter(SignInLimit limit) : IEndpointFilter, IDisposable
{
    public static readonly int AtOnce = Math.Max(1, Environment.ProcessorCount / 2);
    public static readonly int Waiting = AtOnce * 8;

    private readonly ConcurrencyLimiter _hashing = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = AtOnce,
        QueueLimit = Waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (limit.EnterAddress(http.Connection.RemoteIpAddress) is { } wait)
            return TooManyAttempts.Answer(http.Response, wait, "from your address");

        using var place = await _hashing.AcquireAsync(cancellationToken: http.RequestAborted);
        if (place.IsAcquired)
            return await next(context);

        await ServiceUnavailable.WriteAsync(
            http, "Too many sign-ins at once", "More people sign in at this moment than can be checked. Nothing was changed; try again in a few seconds.");
        return TypedResults.Empty;
    }

    public void Dispose() => _hashing.Dispose();
}
