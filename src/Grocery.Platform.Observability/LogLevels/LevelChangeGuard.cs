using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>Decides whether a request may change levels: never one that comes to the port of the service.</summary>
internal sealed class LevelChangeGuard(IOptions<ManagementOptions> management, IHostEnvironment environment)
{
    /// <summary>Says why a request is refused; <see langword="null"/> when it is not.</summary>
    public string? Refuse(HttpContext context)
    {
        // By the connection: what a caller says of itself in headers can be forged.
        if (management.Value.Port is { } port)
            return context.Connection.LocalPort == port ? null : $"Levels are changed on the management port, {port}.";

        var isLocal = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        return environment.IsDevelopment() && isLocal
            ? null
            : $"Levels are changed only on the management port. Set {ManagementOptions.Section}:{nameof(ManagementOptions.Port)}.";
    }
}
