using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Grocery.Platform.Observability.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Observability.Requests;

/// <summary>
/// Gives the server span its name and attributes by the HTTP semantic conventions (1.23 and later, the stable ones). ASP.NET Core
/// would set some on every span, also on those that nobody exports.
/// </summary>
internal static class ServerSpan
{
    private static readonly ConcurrentDictionary<(string Method, string Route), string> Names = new();
    private static readonly object HttpPort = 80;
    private static readonly object HttpsPort = 443;

    /// <summary>Sets what is known before the service sees the request.</summary>
    public static void Begin(Activity span, HttpContext context, in RequestStart start, SecretValues secrets)
    {
        var request = context.Request;
        var method = RequestMethod.Of(request.Method);
        span.SetTag("http.request.method", method);
        if (method != request.Method)
            span.SetTag("http.request.method_original", request.Method);

        var url = RequestUrl.Of(context, secrets);
        span.SetTag("url.path", url.Path);
        if (url.Query is { } query)
            span.SetTag("url.query", query);

        SetOrigin(span, context);
        if (ProtocolVersion(request.Protocol) is { } version)
            span.SetTag("network.protocol.version", version);
        if (request.Headers.UserAgent is { Count: > 0 } agent)
            span.SetTag("user_agent.original", agent.ToString());

        if (TextOf(start.PeerAddress) is not { } peer)
            return;

        span.SetTag("network.peer.address", peer);
        span.SetTag("network.peer.port", start.PeerPort);
    }

    /// <summary>Sets what is known when the service has answered.</summary>
    public static void End(Activity span, HttpContext context, in RequestOutcome outcome, SecretValues secrets)
    {
        // By now the service's own middleware has said which forwarded headers are to be trusted.
        SetOrigin(span, context);
        span.SetTag("http.response.status_code", StatusTexts.Box(outcome.StatusCode));

        var name = RequestMethod.NameOf(RequestMethod.Of(context.Request.Method));
        span.DisplayName = outcome.Route is { } route ? NameOf(name, route) : name;
        if (outcome.Route is not null)
            span.SetTag("http.route", outcome.Route);

        if (outcome.ErrorType is not { } errorType)
            return;

        span.SetTag("error.type", errorType);
        span.SetStatus(ActivityStatusCode.Error);
        if (outcome.Error is { } error)
            span.AddException(error, Redacted(error, secrets));
    }

    private static void SetOrigin(Activity span, HttpContext context)
    {
        var request = context.Request;
        span.SetTag("url.scheme", request.Scheme);
        if (request.Host.HasValue)
        {
            span.SetTag("server.address", request.Host.Host);
            span.SetTag("server.port", request.Host.Port is { } port ? port : request.IsHttps ? HttpsPort : HttpPort);
        }

        if (TextOf(context.Features.Get<IHttpConnectionFeature>()?.RemoteIpAddress) is { } client)
            span.SetTag("client.address", client);
    }

    private static string? TextOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    private static TagList Redacted(Exception error, SecretValues secrets) => new()
    {
        { "exception.message", secrets.Redact(SafeText.MessageOf(error)) },
        { "exception.stacktrace", secrets.Redact(SafeText.Of(error)) },
    };

    // Routes come from the service's code, so the names are few.
    private static string NameOf(string method, string route) =>
        Names.GetOrAdd((method, route), static key => $"{key.Method} {key.Route}");

    private static string? ProtocolVersion(string protocol) => protocol switch
    {
        "HTTP/1.1" => "1.1",
        "HTTP/2" => "2",
        "HTTP/3" => "3",
        "HTTP/1.0" => "1.0",
        _ => null,
    };
}
