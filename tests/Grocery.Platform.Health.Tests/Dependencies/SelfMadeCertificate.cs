using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Grocery.Platform.Health.Tests.Dependencies;

/// <summary>Makes certificates that nobody trusts.</summary>
internal static class SelfMadeCertificate
{
    /// <param name="end">The expiry.</param>
    /// <param name="start">The start. Default a year before <paramref name="end"/>.</param>
    /// <param name="issuerAddress">Where the certificate says that its issuer can be fetched; with it, another certificate issues it.</param>
    public static X509Certificate2 Create(DateTimeOffset end, DateTimeOffset? start = null, Uri? issuerAddress = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (issuerAddress is null)
            return Usable(request.CreateSelfSigned(start ?? end.AddYears(-1), end));

        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([], [issuerAddress.ToString()]));
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var generator = X509SignatureGenerator.CreateForECDsa(issuerKey);
        using var issued = request.Create(new X500DistinguishedName("CN=nobody"), generator, start ?? end.AddYears(-1), end, [1, 2, 3]);
        return Usable(issued.CopyWithPrivateKey(key));
    }

    // A server on Windows needs a key that has been stored.
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
