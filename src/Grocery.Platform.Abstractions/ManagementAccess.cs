using System.Net;
using Grocery.Platform.Endpoints;
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
    /// <summary>
    /// Makes the change that a request asks for by a JSON object of at most 4,096 bytes; when it is refused, answers by a problem (RFC 9457):
    /// 403 when the request is not let in, 413 when its body is too long, 400 when it is not understood, and what <paramref name="apply"/> says.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="members">The members that the object may have; <c>by</c> among them says who asks.</param>
    /// <param name="apply">Makes the change, or throws <see cref="ManagementChangeException"/>.</param>
    /// <returns><see langword="true"/> when the change is made and the request has yet to be answered.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public async Task<bool> TryChangeAsync(HttpContext context, IReadOnlyList<string> members, Action<ManagementChange> apply)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(apply);

        try
        {
            if (!IsAllowed(context))
                throw new ManagementChangeException(StatusCodes.Status403Forbidden, DescribeRefusal());

            apply(await ChangeBody.ReadAsync(context, members).ConfigureAwait(false));
            return true;
        }
        catch (ManagementChangeException exception)
        {
            await Problem.WriteAsync(context, exception.Status, exception.Message).ConfigureAwait(false);
            return false;
        }
    }

    private string DescribeRefusal() => management.Value.Port is { } port
        ? $"Changes are made on the management port, {port}."
        : $"Changes are made only on the management port. Set {ManagementOptions.Section}:{nameof(ManagementOptions.Port)}.";
}
