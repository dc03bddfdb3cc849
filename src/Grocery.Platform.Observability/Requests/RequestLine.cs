using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Requests;

/// <summary>Writes the one line of a request.</summary>
internal sealed class RequestLine(ILogger logger)
{
    public void Write(HttpContext context, in RequestOutcome outcome, long? responseSize, RequestOptions options)
    {
        var isSuccess = outcome is { IsFailure: false, IsSlow: false, StatusCode: < StatusCodes.Status400BadRequest };
        if (isSuccess && !IsSampled(options.SuccessRatio))
            return;

        var request = context.Request;
        var duration = Math.Round(outcome.Duration.TotalMilliseconds, 3);
        var status = StatusTexts.Box(outcome.StatusCode);
        var requestSize = BoxedSize.Of(request.ContentLength);
        var size = BoxedSize.Of(responseSize);
        var user = options.UserId ? UserOf(context) : null;
        if (outcome.ErrorType is { } errorType)
        {
            Log.RequestFailed(
                logger, request.Method, request.Path.Value, status, errorType, duration, outcome.Route, requestSize, size, user);
        }
        else
        {
            Log.RequestCompleted(
                logger,
                outcome.IsSlow ? LogLevel.Warning : LogLevel.Information,
                request.Method,
                request.Path.Value,
                status,
                duration,
                outcome.Route,
                requestSize,
                size,
                user);
        }
    }

    // As TraceIdRatioBasedSampler does.
    private static bool IsSampled(double ratio)
    {
        if (ratio >= 1 || Activity.Current is not { } activity)
            return true;

        Span<byte> id = stackalloc byte[16];
        activity.TraceId.CopyTo(id);
        return (BinaryPrimitives.ReadInt64BigEndian(id) & long.MaxValue) < (long)(ratio * long.MaxValue);
    }

    // HttpContext.User would create a user where there is none.
    private static string? UserOf(HttpContext context) =>
        context.Features.Get<IHttpAuthenticationFeature>()?.User is { Identity.IsAuthenticated: true } user
            ? user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.FindFirstValue("sub")
            : null;
}
