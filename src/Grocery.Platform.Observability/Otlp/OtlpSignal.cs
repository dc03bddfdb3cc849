using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>The variables of one signal, which go before those of all signals (OpenTelemetry Protocol Exporter specification).</summary>
/// <param name="Name">The signal as its variables spell it: <c>TRACES</c> or <c>METRICS</c>.</param>
internal sealed record OtlpSignal(string Name)
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static readonly OtlpSignal Traces = new("TRACES");
    public static readonly OtlpSignal Metrics = new("METRICS");

    public string OptionsName => $"Grocery.Platform.{Name}";

    public string EndpointKey => KeyOf("ENDPOINT");

    /// <summary>Gets the variable that names the exporters, <c>otlp</c> when it is unset (SDK environment variable specification).</summary>
    public string ExportersKey => $"OTEL_{Name}_EXPORTER";

    public bool IsExported(IConfiguration configuration) => HasEndpoint(configuration)
        && (string.IsNullOrWhiteSpace(configuration[ExportersKey])
            || configuration[ExportersKey]!.Split(',', StringSplitOptions.TrimEntries).Contains("otlp", StringComparer.Ordinal));

    private bool HasEndpoint(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(Find(configuration, "ENDPOINT")) || !string.IsNullOrWhiteSpace(configuration[Endpoint]);

    // The SDK reads these itself only where it also exports logs and forbids a second exporter (UseOtlpExporter).
    public void Apply(IConfiguration configuration, OtlpExporterOptions options)
    {
        if (Uri.TryCreate(Find(configuration, "ENDPOINT"), UriKind.Absolute, out var endpoint))
            options.Endpoint = endpoint;
        if (Find(configuration, "PROTOCOL") is { } protocol)
            options.Protocol = protocol == "http/protobuf" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (Find(configuration, "HEADERS") is { } headers)
            options.Headers = headers;
        if (int.TryParse(Find(configuration, "TIMEOUT"), out var milliseconds))
            options.TimeoutMilliseconds = milliseconds;
        if (Find(configuration, "COMPRESSION") is { } compression)
            options.Compression = compression == "gzip" ? OtlpExportCompression.GZip : OtlpExportCompression.None;
    }

    private string? Find(IConfiguration configuration, string variable) => configuration[KeyOf(variable)];

    private string KeyOf(string variable) => $"OTEL_EXPORTER_OTLP_{Name}_{variable}";
}
