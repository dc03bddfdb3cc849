using Grocery.Platform.Resilience.Grpc;
using Microsoft.AspNetCore.Http;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>The answer that the time is over: RFC 9457 with 504, or gRPC's status without a message.</summary>
internal static class DeadlineAnswer
{
    /// <summary>What <c>UseExceptionHandler</c> and the developer's page give to a request whose token is cancelled, and write no more.</summary>
    public const int Unanswered = StatusCodes.Status499ClientClosedRequest;

    private const string Detail = "The deadline of the request has passed.";
    private const string GrpcDeadlineExceeded = "4";

    private static readonly byte[] Problem =
        """{"type":"https://www.rfc-editor.org/rfc/rfc9110#section-15.6.5","title":"Gateway Timeout","status":504,"detail":"The deadline of the request has passed."}"""u8.ToArray();

    /// <summary>Says whether the answer can be given in place of the one that is there.</summary>
    public static bool IsMissing(HttpContext context) => !context.Response.HasStarted && context.Response.StatusCode == Unanswered;

    /// <summary>
    /// Says whether the work ended because of the deadline: by an outgoing call, or by its own token when that is cancelled. Clients
    /// such as gRPC's throw exceptions of their own with the cause inside.
    /// </summary>
    public static bool IsCause(AmbientDeadline? deadline, Exception exception, bool isCancelled) =>
        (deadline is { IsDue: true } && Holds<TimeoutRejectedException>(exception))
        || (isCancelled && Holds<OperationCanceledException>(exception));

    /// <summary>Writes it in place of whatever the work has prepared. The response must not have started.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.Clear();

        if (TrailersOnly.TryWrite(context, GrpcDeadlineExceeded, Detail))
            return Task.CompletedTask;

        response.StatusCode = StatusCodes.Status504GatewayTimeout;
        response.ContentType = "application/problem+json";
        response.ContentLength = Problem.Length;
        return response.Body.WriteAsync(Problem, 0, Problem.Length, CancellationToken.None);
    }

    private static bool Holds<T>(Exception? exception)
        where T : Exception =>
        exception switch
        {
            null => false,
            T => true,
            AggregateException many => many.InnerExceptions.Any(Holds<T>),
            _ => Holds<T>(exception.InnerException),
        };
}
