using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Dependencies;

/// <summary>Reads the expiry of the certificate that a server shows in the TLS handshake.</summary>
internal sealed class CertificateHealthCheck(string host, int port, CertificateExpiry expiry) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            var tls = new SslStream(new NetworkStream(socket));
            await using (tls.ConfigureAwait(false))
            {
                await tls.AuthenticateAsClientAsync(Handshake(), cancellationToken).ConfigureAwait(false);
                return tls.RemoteCertificate is X509Certificate2 certificate
                    ? expiry.Judge(certificate, context)
                    : new(context.Registration.FailureStatus, "the server showed no certificate");
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return DependencyFailure.Of(exception, context);
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "Nothing is sent; the expiry of a certificate that is not trusted counts as well.")]
    private SslClientAuthenticationOptions Handshake() => new()
    {
        TargetHost = host,
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,

        // Nobody asks whether it is trusted, so nothing is fetched to find out.
        CertificateChainPolicy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        },
    };
}
