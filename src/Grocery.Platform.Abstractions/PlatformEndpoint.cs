using Microsoft.AspNetCore.Http;

namespace Grocery.Platform;

/// <summary>One of the platform's own endpoints. It answers ahead of the service's middleware, and is neither traced nor counted.</summary>
/// <param name="Path">The exact path, such as <c>/health/ready</c>; case does not matter.</param>
/// <param name="Placement">The ports on which it answers.</param>
/// <param name="Handler">Answers the request; it must not throw because telemetry or a dependency failed.</param>
public sealed record PlatformEndpoint(string Path, EndpointPlacement Placement, RequestDelegate Handler)
{
    /// <summary>Gets a value indicating whether the endpoint answers; when it does not, the path is the service's own.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Gets the methods that come to the handler; others are answered by 405 (RFC 9110).</summary>
    /// <value><c>GET</c> and <c>HEAD</c> by default. One that changes something is for the management port only; see <see cref="ManagementOptions.Port"/>.</value>
    public IReadOnlyList<string> Methods { get; init; } = [HttpMethods.Get, HttpMethods.Head];
}
