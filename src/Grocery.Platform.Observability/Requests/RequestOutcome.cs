using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Grocery.Platform.Observability.Requests;

/// <summary>How a request ended.</summary>
/// <param name="Route">The route template that matched, or <see langword="null"/>.</param>
/// <param name="StatusCode">The status that the client gets.</param>
/// <param name="Error">The exception that made the request fail, whether or not an exception handler caught it.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="IsSlow">Whether that is too long.</param>
internal readonly record struct RequestOutcome(string? Route, int StatusCode, Exception? Error, TimeSpan Duration, bool IsSlow)
{
    public bool IsFailure => Error is not null || StatusCode >= StatusCodes.Status500InternalServerError;

    /// <summary>Gets the <c>error.type</c> of the semantic conventions; <see langword="null"/> when the request did not fail.</summary>
    public string? ErrorType => IsFailure ? Error?.GetType().FullName ?? StatusTexts.Of(StatusCode) : null;

    public static RequestOutcome Of(HttpContext context, Exception? thrown, TimeSpan duration, TimeSpan slow)
    {
        var handled = context.Features.Get<IExceptionHandlerFeature>();
        var route = RouteOf(handled?.Endpoint ?? context.GetEndpoint());
        var status = thrown is null || context.Response.HasStarted ? context.Response.StatusCode : StatusOf(context, thrown);
        var isServerError = status >= StatusCodes.Status500InternalServerError;

        // An exception that became a 4xx is an answer; one that cut off a response already begun is a failure.
        var isCutOff = thrown is not null && context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested;
        var error = isServerError || isCutOff ? thrown ?? handled?.Error : null;
        return new(route, status, error, duration, duration >= slow && !IsStream(context));
    }

    // These last as long as the client wants.
    private static bool IsStream(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols
        || HttpMethods.IsConnect(context.Request.Method)
        || (context.Response.ContentType is { } type
            && (type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)));

    // What Kestrel answers when no exception handler does; 499 is its own code for a client that went away.
    private static int StatusOf(HttpContext context, Exception thrown) => thrown switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        OperationCanceledException or IOException when context.RequestAborted.IsCancellationRequested => StatusCodes.Status499ClientClosedRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string? RouteOf(Endpoint? endpoint)
    {
        var route = endpoint?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route ?? (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        return route is { Length: 0 } ? "/" : route;
    }
}
