using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Grpc;

/// <summary>"Trailers-Only" of gRPC over HTTP/2: the status of a call that was not worked on stands in the one block of headers.</summary>
internal static class TrailersOnly
{
    private const string GrpcType = "application/grpc";

    /// <summary>Answers a call of gRPC, with the type that it has itself.</summary>
    /// <returns><see langword="false"/> when the request is none.</returns>
    public static bool TryWrite(HttpContext context, string status, string message)
    {
        if (context.Request.ContentType is not { } type || !type.StartsWith(GrpcType, StringComparison.OrdinalIgnoreCase))
            return false;

        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = type;
        response.Headers.GrpcStatus = status;
        response.Headers.GrpcMessage = message;
        return true;
    }
}
