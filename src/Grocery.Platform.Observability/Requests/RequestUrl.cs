using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Observability.Requests;

/// <summary>Path and query as the client sent them, whatever middleware made of them since, without secrets.</summary>
/// <param name="Path">The path with its leading slash.</param>
/// <param name="Query">The query without the question mark; <see langword="null"/> when there was none.</param>
internal readonly record struct RequestUrl(string Path, string? Query)
{
    private const string Redacted = "REDACTED";

    // Signatures and credentials of presigned addresses: the list of the url.query convention, and what AWS uses today.
    private static readonly string[] SecretParameters =
        ["AWSAccessKeyId", "Signature", "sig", "X-Goog-Signature", "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token"];

    public static RequestUrl Of(HttpContext context, SecretValues secrets)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (target is not ['/', ..])
            target = (context.Request.PathBase + context.Request.Path).ToUriComponent() + context.Request.QueryString.Value;

        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? new(secrets.Redact(target), null)
            : new(secrets.Redact(target[..question]), QueryOf(target[(question + 1)..], secrets));
    }

    private static string? QueryOf(string query, SecretValues secrets)
    {
        if (query.Length == 0)
            return null;

        return secrets.Redact(MayHoldSecret(query) ? string.Join('&', query.Split('&').Select(WithoutSecret)) : query);
    }

    private static bool MayHoldSecret(string query) =>
        query.Contains('%', StringComparison.Ordinal)
        || Array.Exists(SecretParameters, name => query.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static string WithoutSecret(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        return equals >= 0 && SecretParameters.Contains(Uri.UnescapeDataString(parameter[..equals]), StringComparer.OrdinalIgnoreCase)
            ? parameter[..(equals + 1)] + Redacted
            : parameter;
    }
}
