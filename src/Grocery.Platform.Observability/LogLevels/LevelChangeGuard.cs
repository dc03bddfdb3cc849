using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>Decides whether a request may change levels: never one that comes to the port of the service.</summary>
internal sealed class LevelChangeGuard(ManagementAccess access, IOptions<ManagementOptions> management)
{
    /// <summary>Says why a request is refused; <see langword="null"/> when it is not.</summary>
    public string? Refuse(HttpContext context)
    {
        if (access.IsAllowed(context))
            return null;

        return management.Value.Port is { } port
            ? $"Levels are changed on the management port, {port}."
            : $"Levels are changed only on the management port. Set {ManagementOptions.Section}:{nameof(ManagementOptions.Port)}.";
    }
}
