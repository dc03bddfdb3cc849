using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Routing;

/// <summary>Knows the service's own health checks, which nothing may refuse or break: whoever asks would restart the service.</summary>
internal sealed class HealthRequests(IOptions<ResilienceOptions> options)
{
    // MapHealthChecks leaves nothing else on its endpoints.
    private const string HealthChecks = "Health checks";

    private readonly string[] _paths = [.. options.Value.HealthPaths];

    /// <summary>Says whether a request asks for health: by its endpoint, or by its path where that is answered without one.</summary>
    public bool Includes(HttpContext context)
    {
        if (context.GetEndpoint()?.DisplayName is HealthChecks)
            return true;

        var path = context.Request.Path.Value.AsSpan();
        foreach (var pattern in _paths)
        {
            if (Matches(pattern, path))
                return true;
        }

        return false;
    }

    private static bool Matches(string pattern, ReadOnlySpan<char> path) => pattern.EndsWith('*')
        ? path.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
        : path.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
