using System.Net;
using Grocery.Platform.Health.Dependencies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform;

/// <summary>Adds checks of the expiry of certificates.</summary>
public static class CertificateHealthChecksBuilderExtensions
{
    private static readonly TimeSpan DefaultWarning = TimeSpan.FromDays(14);

    /// <summary>
    /// Adds a check that makes a TLS handshake and reads the expiry of the server's certificate, trusted or not: degraded when it
    /// expires soon, failed when it has expired or the handshake fails. Its data are <c>days_left</c>.
    /// </summary>
    /// <param name="builder">The builder to add to.</param>
    /// <param name="name">The name of the check, which <c>Platform:Health:Checks:&lt;name&gt;</c> configures.</param>
    /// <param name="host">The host to connect to, and the name that is asked for (SNI).</param>
    /// <param name="port">The port, from 1 to 65535. Default 443.</param>
    /// <param name="warnBefore">The time before the expiry from which the check is degraded, 0 or more. Default 14 days.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument other than <paramref name="warnBefore"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="host"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> or <paramref name="warnBefore"/> is out of its range.</exception>
    public static IHealthChecksBuilder AddCertificate(
        this IHealthChecksBuilder builder, string name, string host, int port = 443, TimeSpan? warnBefore = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);

        return builder.AddExpiry(name, warnBefore, expiry => new CertificateHealthCheck(host, port, expiry));
    }

    /// <summary>
    /// Adds a check that reads the expiry of a certificate from a file, such as the service's own, anew at each run: degraded when
    /// it expires soon, failed when it has expired or can not be read. Its data are <c>days_left</c>.
    /// </summary>
    /// <param name="builder">The builder to add to.</param>
    /// <param name="name">The name of the check, which <c>Platform:Health:Checks:&lt;name&gt;</c> configures.</param>
    /// <param name="path">The file: PEM, of which the first certificate counts, DER, or PFX (PKCS#12).</param>
    /// <param name="password">The password of a PFX file. Default none.</param>
    /// <param name="warnBefore">The time before the expiry from which the check is degraded, 0 or more. Default 14 days.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/>, <paramref name="name"/> or <paramref name="path"/> is
    /// <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="path"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="warnBefore"/> is out of its range.</exception>
    public static IHealthChecksBuilder AddCertificateFile(
        this IHealthChecksBuilder builder, string name, string path, string? password = null, TimeSpan? warnBefore = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);

        return builder.AddExpiry(name, warnBefore, expiry => new CertificateFileHealthCheck(path, password, expiry));
    }

    private static IHealthChecksBuilder AddExpiry(
        this IHealthChecksBuilder builder, string name, TimeSpan? warnBefore, Func<CertificateExpiry, IHealthCheck> create)
    {
        var warning = warnBefore ?? DefaultWarning;
        ArgumentOutOfRangeException.ThrowIfLessThan(warning, TimeSpan.Zero, nameof(warnBefore));

        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder.Add(new HealthCheckRegistration(
            name,
            services => create(new CertificateExpiry(warning, services.GetRequiredService<TimeProvider>())),
            failureStatus: null,
            tags: null));
    }
}
