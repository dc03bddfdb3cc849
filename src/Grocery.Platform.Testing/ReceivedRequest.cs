using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Testing;

/// <summary>A request as a server for tests received it.</summary>
/// <param name="Method">The method, such as <c>GET</c>.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Headers">The headers; their names ignore case.</param>
/// <param name="Body">The whole body; empty when there was none.</param>
public sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, StringValues> Headers, byte[] Body)
{
    /// <summary>Gets the query, with its question mark.</summary>
    /// <value>Empty when there was none.</value>
    public string Query { get; init; } = string.Empty;

    /// <summary>Gets when the request came, since the server started.</summary>
    /// <value>Zero where the server does not measure it.</value>
    public TimeSpan At { get; init; }

    /// <summary>Describes the request in one line, for the message of a test that fails.</summary>
    /// <returns>Method, path and query.</returns>
    public override string ToString() => $"{Method} {Path}{Query}";

    internal static async Task<ReceivedRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body).ConfigureAwait(false);
        var headers = new Dictionary<string, StringValues>(request.Headers, StringComparer.OrdinalIgnoreCase);
        return new ReceivedRequest(request.Method, request.Path, headers, body.ToArray()) { Query = request.QueryString.Value ?? string.Empty };
    }
}
