using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Dependencies;

/// <summary>Reads the expiry of a certificate from a file.</summary>
internal sealed class CertificateFileHealthCheck(string path, string? password, CertificateExpiry expiry) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var certificate = Load(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
            return expiry.Judge(certificate, context);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return DependencyFailure.Of(exception, context);
        }
    }

    private X509Certificate2 Load(byte[] bytes)
    {
        if (X509Certificate2.GetCertContentType(bytes) != X509ContentType.Pkcs12)
            return X509CertificateLoader.LoadCertificate(bytes);

        // The private key never goes to disk, where the platform lets us choose.
        var storage = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
        return X509CertificateLoader.LoadPkcs12(bytes, password, storage);
    }
}
