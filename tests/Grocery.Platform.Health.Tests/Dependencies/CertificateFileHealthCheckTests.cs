using System.Security.Cryptography.X509Certificates;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Dependencies;

public sealed class CertificateFileHealthCheckTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("pem")]
    [InlineData("pem after its key")]
    [InlineData("der")]
    [InlineData("pfx")]
    public async Task Every_usual_format_is_read(string format)
    {
        using var certificate = Expiring(10);
        using var issuer = Expiring(1);
        await WriteAsync(format switch
        {
            "pem" => Bytes(certificate.ExportCertificatePem() + "\n" + issuer.ExportCertificatePem()),
            "pem after its key" => Bytes(certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem()),
            "der" => certificate.RawData,
            _ => new X509Certificate2Collection { X509CertificateLoader.LoadCertificate(issuer.RawData), certificate }.Export(X509ContentType.Pkcs12, "hunter2")!,
        });

        var entry = await OneCheck.RunAsync(
            checks => checks.AddCertificateFile("own", _file, format == "pfx" ? "hunter2" : null), _time);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(10, entry.Data["days_left"]);
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_read_anew()
    {
        using var old = Expiring(-1);
        using var renewed = Expiring(90);
        await using var check = new OneCheck(checks => checks.AddCertificateFile("own", _file), _time);
        await WriteAsync(old.RawData);
        var before = await check.RunAsync();

        await WriteAsync(renewed.RawData);
        var after = await check.RunAsync();

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Healthy), (before.Status, after.Status));
    }

    [Fact]
    public async Task A_failure_shows_neither_the_password_nor_the_path()
    {
        using var certificate = Expiring(90);
        await WriteAsync(certificate.Export(X509ContentType.Pkcs12, "right"));

        var wrong = await OneCheck.RunAsync(checks => checks.AddCertificateFile("own", _file, "hunter2"), _time);
        var absent = await OneCheck.RunAsync(checks => checks.AddCertificateFile("own", "/not-there"), _time);
        await WriteAsync(Bytes("rubbish"));
        var rubbish = await OneCheck.RunAsync(checks => checks.AddCertificateFile("own", _file), _time);

        Assert.Equal("FileNotFoundException", absent.Description);
        Assert.All([wrong, rubbish], entry => Assert.EndsWith("CryptographicException", entry.Description, StringComparison.Ordinal));
        Assert.All([wrong, rubbish, absent], entry => Assert.Equal((HealthStatus.Unhealthy, null), (entry.Status, entry.Exception)));
    }

    [Fact]
    public Task A_run_that_is_cancelled_ends() => OneCheck.IsCancelledAtOnceAsync(checks => checks.AddCertificateFile("own", _file));

    [Fact]
    public void A_blank_path_is_refused_at_once() =>
        Assert.Throws<ArgumentException>("path", () => new OneCheck(checks => checks.AddCertificateFile("own", " ")));

    private static byte[] Bytes(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private X509Certificate2 Expiring(int days) => SelfMadeCertificate.Create(_time.GetUtcNow().AddDays(days).AddHours(1));

    private Task WriteAsync(byte[] bytes) => File.WriteAllBytesAsync(_file, bytes, TestContext.Current.CancellationToken);
}
