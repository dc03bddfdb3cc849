using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.TestSupport;

/// <summary>A request as a <see cref="ScriptedServer"/> received it.</summary>
public sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, StringValues> Headers, byte[] Body)
{
    public static async Task<ReceivedRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var headers = new Dictionary<string, StringValues>(request.Headers, StringComparer.OrdinalIgnoreCase);
        return new ReceivedRequest(request.Method, request.Path, headers, body.ToArray());
    }
}
