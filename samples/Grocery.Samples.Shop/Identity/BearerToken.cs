using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Shop.Identity;

/// <summary>The token that came with a request.</summary>
internal static class BearerToken
{
    private const string Prefix = $"{BearerHandler.SchemeName} ";

    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        return header.Count == 1 && header[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[0]![Prefix.Length..].Trim() : null;
    }
}
