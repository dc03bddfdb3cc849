using System.Net;
using Grocery.Platform.Health.Dependencies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform;

/// <summary>Adds checks of TCP dependencies.</summary>
public static class TcpHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that connects and disconnects. It says that somebody listens, not that he answers: a process that hangs is
    /// still connected to by its kernel.
    /// </summary>
    /// <param name="builder">The builder to add to.</param>
    /// <param name="name">The name of the check, which <c>Platform:Health:Checks:&lt;name&gt;</c> configures.</param>
    /// <param name="host">The host name, resolved at each run, or the IP address.</param>
    /// <param name="port">The port, from 1 to 65535.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="host"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is out of its range.</exception>
    public static IHealthChecksBuilder AddTcp(this IHealthChecksBuilder builder, string name, string host, int port)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);

        var check = new TcpHealthCheck(host, port);
        return builder.Add(new HealthCheckRegistration(name, check, failureStatus: null, tags: null));
    }
}
