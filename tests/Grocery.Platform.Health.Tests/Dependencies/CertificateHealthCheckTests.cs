using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Tests.Dependencies;

/// <summary>Against Kestrel with certificates that are self-made, so never trusted.</summary>
public sealed class CertificateHealthCheckTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(15, HealthStatus.Healthy, 14)]
    [InlineData(13, HealthStatus.Degraded, 12)]
    [InlineData(0, HealthStatus.Unhealthy, -1)]
    [InlineData(-3, HealthStatus.Unhealthy, -4)]
    public async Task The_time_that_is_left_decides(int days, HealthStatus status, int left)
    {
        // Just short of so many days.
        var end = _time.GetUtcNow().AddDays(days).AddSeconds(-1);
        await using var server = await ServeAsync(SelfMadeCertificate.Create(end));

        var entry = await RunAsync(PortOf(server));

        Assert.Equal(status, entry.Status);
        Assert.Equal(left, entry.Data["days_left"]);
        Assert.Equal(
            status switch
            {
                HealthStatus.Healthy => null,
                HealthStatus.Degraded => $"expires at {end:u}",
                _ => $"expired at {end:u}",
            },
            entry.Description);
    }

    [Fact]
    public async Task The_warning_comes_when_the_service_says_and_the_clock_moves()
    {
        await using var server = await ServeAsync(SelfMadeCertificate.Create(_time.GetUtcNow().AddDays(30)));
        await using var check = new OneCheck(
            checks => checks.AddCertificate("gateway", "localhost", PortOf(server), TimeSpan.FromDays(2)), _time);

        var now = await check.RunAsync();
        _time.Advance(TimeSpan.FromDays(28));
        var late = await check.RunAsync();
        _time.Advance(TimeSpan.FromDays(2));
        var tooLate = await check.RunAsync();

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Unhealthy), (now.Status, late.Status, tooLate.Status));
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_down()
    {
        var start = _time.GetUtcNow().AddDays(1);
        await using var server = await ServeAsync(SelfMadeCertificate.Create(start.AddDays(90), start));

        var entry = await RunAsync(PortOf(server));

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal($"not valid before {start:u}", entry.Description);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_server_that_asks_for_a_client_certificate_still_shows_its_own(SslProtocols protocol)
    {
        await using var server = await ServeAsync(
            SelfMadeCertificate.Create(_time.GetUtcNow().AddDays(5)),
            options =>
            {
                options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                options.SslProtocols = protocol;
            });

        Assert.Equal(5, (await RunAsync(PortOf(server))).Data["days_left"]);
    }

    [Fact]
    public async Task Nothing_is_fetched_to_build_trust()
    {
        await using var issuer = await ScriptedServer.StartAsync(Reply.Status(404));
        var certificate = SelfMadeCertificate.Create(_time.GetUtcNow().AddDays(30), issuerAddress: new Uri(issuer.Address, "issuer.cer"));
        await using var server = await ServeAsync(certificate);
        var fetchedByTheServer = issuer.Received.Count;

        var entry = await RunAsync(PortOf(server));

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(fetchedByTheServer, issuer.Received.Count);
    }

    [Fact]
    public async Task A_port_that_refuses_or_speaks_no_TLS_is_down()
    {
        var (hold, port) = SilentListener.Refusing();
        using var held = hold;
        await using var plain = await ScriptedServer.StartAsync(Reply.Ok);

        var refused = await RunAsync(port);
        var other = await RunAsync(plain.Address.Port);

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Unhealthy), (refused.Status, other.Status));
        Assert.Equal("SocketException, ConnectionRefused", refused.Description);
        Assert.EndsWith("Exception", other.Description, StringComparison.Ordinal);
        Assert.Null(other.Exception);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends()
    {
        using var listener = new SilentListener();

        await OneCheck.IsCancelledAsync(checks => checks.AddCertificate("gateway", "127.0.0.1", listener.Port), listener.HearsAsync);
    }

    [Fact]
    public void Arguments_that_can_not_work_are_refused_at_once()
    {
        Assert.Throws<ArgumentException>("host", () => new OneCheck(checks => checks.AddCertificate("gateway", "")));
        Assert.Throws<ArgumentOutOfRangeException>("port", () => new OneCheck(checks => checks.AddCertificate("gateway", "localhost", 0)));
        Assert.Throws<ArgumentOutOfRangeException>(
            "warnBefore", () => new OneCheck(checks => checks.AddCertificate("gateway", "localhost", 443, TimeSpan.FromTicks(-1))));
    }

    private Task<HealthReportEntry> RunAsync(int port) =>
        OneCheck.RunAsync(checks => checks.AddCertificate("gateway", "localhost", port), _time);

    private static async Task<WebApplication> ServeAsync(X509Certificate2 certificate, Action<HttpsConnectionAdapterOptions>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(certificate, https => configure?.Invoke(https));
        }));
        var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static int PortOf(WebApplication app) => new Uri(app.Urls.First()).Port;
}
