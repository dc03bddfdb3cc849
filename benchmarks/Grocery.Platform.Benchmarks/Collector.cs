using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;

namespace Grocery.Platform.Benchmarks;

/// <summary>A collector that takes every export at once, without a socket: what is measured ends with the bytes of the export.</summary>
internal static class Collector
{
    private static readonly Uri Address = new("http://collector:4318/v1/traces");

    public static void Use(OtlpExporterOptions options)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = Address;
        options.HttpClientFactory = static () => new HttpClient(new AcceptingHandler());
    }

    /// <summary>Has the platform export to it.</summary>
    public static void Use(IConfigurationManager configuration, IServiceCollection services)
    {
        configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address.GetLeftPart(UriPartial.Authority);
        services.PostConfigureAll<OtlpExporterOptions>(Use);
    }

    private sealed class AcceptingHandler : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content?.CopyTo(Stream.Null, null, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
                await content.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
