using System.Collections.Concurrent;
using System.Diagnostics;
using Grocery.Platform.Observability.Logging;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Observability.Requests;

/// <summary>Adds what ASP.NET Core leaves out of its server span by the HTTP semantic conventions (1.23 and later).</summary>
internal static class ServerSpan
{
    private static readonly ConcurrentDictionary<(string Method, string Route), string> Names = new();

    public static void Complete(Activity activity, HttpRequest request, in RequestOutcome outcome, SecretValues secrets)
    {
        var method = KnownMethod(request.Method);
        activity.DisplayName = outcome.Route is { } route ? NameOf(method, route) : method;
        activity.SetTag("http.response.status_code", StatusTexts.Box(outcome.StatusCode));
        if (outcome.Route is not null)
            activity.SetTag("http.route", outcome.Route);
        if (ProtocolVersion(request.Protocol) is { } version)
            activity.SetTag("network.protocol.version", version);

        if (outcome.ErrorType is not { } errorType)
            return;

        activity.SetTag("error.type", errorType);
        activity.SetStatus(ActivityStatusCode.Error);
        if (outcome.Error is { } error)
            activity.AddException(error, Redacted(error, secrets));
    }

    private static TagList Redacted(Exception error, SecretValues secrets) => new()
    {
        { "exception.message", secrets.Redact(SafeText.MessageOf(error)) },
        { "exception.stacktrace", secrets.Redact(SafeText.Of(error)) },
    };

    // Routes come from the service's code, so the names are few.
    private static string NameOf(string method, string route) =>
        Names.GetOrAdd((method, route), static key => $"{key.Method} {key.Route}");

    private static string KnownMethod(string method) => method switch
    {
        "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" or "TRACE" or "CONNECT" or "QUERY" => method,
        _ => "HTTP",
    };

    private static string? ProtocolVersion(string protocol) => protocol switch
    {
        "HTTP/1.1" => "1.1",
        "HTTP/2" => "2",
        "HTTP/3" => "3",
        "HTTP/1.0" => "1.0",
        _ => null,
    };
}
