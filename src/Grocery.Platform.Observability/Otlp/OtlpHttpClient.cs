using System.Diagnostics.Metrics;
using Grocery.Platform.Observability.SelfTelemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>
/// The exporter's own HTTP client. One from the service's <c>IHttpClientFactory</c> would retry against a dead collector while the
/// process should stop, and would log and count each export as a call of the service.
/// </summary>
internal static class OtlpHttpClient
{
    private static readonly string[] CertificateKeys =
        ["OTEL_EXPORTER_OTLP_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_KEY"];

    public static void Use(IConfiguration configuration, OtlpExporterOptions options, CollectorAnswer answer)
    {
        // Only the exporter's default client knows its certificate options; its calls are counted, and why one failed stays unknown.
        var sdkDefault = options.HttpClientFactory;
        options.HttpClientFactory = Array.Exists(CertificateKeys, key => !string.IsNullOrEmpty(configuration[key]))
            ? () => sdkDefault()
            : () => new HttpClient(new CollectorAnswerHandler(answer, CreateHandler()))
            {
                Timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds),
                MaxResponseContentBufferSize = options.MaxResponseSizeBytes,
            };
    }

    private static SocketsHttpHandler CreateHandler() => new() { AllowAutoRedirect = false, MeterFactory = UncollectedMeters.Factory };

    /// <summary>Gives the HTTP handler a meter by a name that nothing collects.</summary>
    private sealed class UncollectedMeters : IMeterFactory
    {
        public static readonly UncollectedMeters Factory = new();

        private readonly Meter _meter = new("otlp-exporter");

        public Meter Create(MeterOptions options) => _meter;

        public void Dispose()
        {
        }
    }
}
