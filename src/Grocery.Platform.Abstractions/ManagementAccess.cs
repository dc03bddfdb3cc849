using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform;

/// <summary>
/// Decides whether a request may see the inside of the service or change it: on the management port, or from the same machine in the host
/// environment Development when there is none. By the connection: what a caller says of itself in headers can be forged.
/// <c>AddPlatformEndpoint</c> registers it.
/// </summary>
/// <param name="management">Where the management port is.</param>
/// <param name="environment">The host environment.</param>
public sealed class ManagementAccess(IOptions<ManagementOptions> management, IHostEnvironment environment)
{
    /// <summary>Says whether a request is let in.</summary>
    /// <param name="context">The request.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is <see langword="null"/>.</exception>
    public bool IsAllowed(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        if (management.Value.Port is { } port)
            return context.Connection.LocalPort == port;

        return environment.IsDevelopment() && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
    }
}
