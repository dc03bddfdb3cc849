using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Shop.Problems;

/// <summary>Answers a body that cannot be read, in the words of the caller: no type of this service shows.</summary>
internal sealed class BadRequestHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
            return false;

        await TypedResults.Problem(Describe(bad), statusCode: bad.StatusCode).ExecuteAsync(httpContext);
        return true;
    }

    private static string? Describe(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } =>
            $"The body is not the expected JSON: look at {json.Path ?? "$"}, line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}.",
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "The body must be JSON, with the header Content-Type: application/json.",
        { StatusCode: StatusCodes.Status400BadRequest } => "The request needs a body of JSON.",
        _ => null,
    };
}
