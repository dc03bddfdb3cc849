using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>Names why an export failed, in few words that are fit for a label and hold nothing of the call.</summary>
internal static class FailureReason
{
    public const string Unknown = "unknown";
    public const string Timeout = "timeout";
    public const string Refused = "connection_refused";
    public const string Unreachable = "unreachable";
    public const string Broken = "connection_broken";
    public const string Name = "name_resolution";
    public const string Tls = "tls";
    public const string Protocol = "protocol";

    // By number: https://grpc.io/docs/guides/status-codes
    private static readonly string[] GrpcCodes =
    [
        "ok", "cancelled", "unknown", "invalid_argument", "deadline_exceeded", "not_found", "already_exists", "permission_denied",
        "resource_exhausted", "failed_precondition", "aborted", "out_of_range", "unimplemented", "internal", "unavailable", "data_loss",
        "unauthenticated",
    ];

    public static string Of(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);

        // An answer without a body has it in the headers.
        return GrpcStatus(response.TrailingHeaders) ?? GrpcStatus(response.Headers) ?? Unknown;
    }

    public static string Of(Exception exception) => exception switch
    {
        OperationCanceledException => Timeout,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Name,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } => Of(socket.SocketErrorCode),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Unreachable,
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError,
        } => Protocol,
        HttpRequestException or IOException => Broken,
        _ => Unknown,
    };

    /// <summary>Says what mends it.</summary>
    public static string FixOf(string reason) => reason switch
    {
        Refused or Unreachable => "Start the collector, or mend OTEL_EXPORTER_OTLP_ENDPOINT",
        Name => "Mend the host of OTEL_EXPORTER_OTLP_ENDPOINT, or its DNS entry",
        Timeout or "grpc_deadline_exceeded" =>
            "Look why the collector does not answer; OTEL_EXPORTER_OTLP_TIMEOUT is how long an export may take",
        Tls => "Mend the certificate of the collector, OTEL_EXPORTER_OTLP_CERTIFICATE, or the scheme of OTEL_EXPORTER_OTLP_ENDPOINT",
        "401" or "403" or "grpc_unauthenticated" or "grpc_permission_denied" => "Mend OTEL_EXPORTER_OTLP_HEADERS",
        Protocol or Broken or "400" or "404" or "405" or "415" or "grpc_unimplemented" =>
            "Look whether OTEL_EXPORTER_OTLP_ENDPOINT speaks OTEL_EXPORTER_OTLP_PROTOCOL; port 4317 is mostly grpc, 4318 http/protobuf",
        "413" or "grpc_resource_exhausted" or "429" => "Give the collector more room, or lower OTEL_BSP_MAX_EXPORT_BATCH_SIZE and sample less",
        "500" or "502" or "503" or "504" or "grpc_unavailable" or "grpc_internal" => "Look at the log of the collector",
        _ => "Look at the collector and at OTEL_EXPORTER_OTLP_ENDPOINT",
    };

    private static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => Refused,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => Name,
        SocketError.TimedOut => Timeout,
        SocketError.ConnectionReset or SocketError.ConnectionAborted => Broken,
        _ => Unreachable,
    };

    private static string? GrpcStatus(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("grpc-status", out var values) || !int.TryParse(values.First(), CultureInfo.InvariantCulture, out var code))
            return null;

        return code >= 0 && code < GrpcCodes.Length ? $"grpc_{GrpcCodes[code]}" : "grpc_unknown";
    }
}
