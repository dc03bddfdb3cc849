using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Testing.Aws;

/// <summary>Checks who signed a request, and answers like AWS when it is wrong.</summary>
internal sealed partial class AwsAuthorization
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _expired = [];
    private string? _sessionToken;

    /// <summary>Gets or sets the token that must come with the keys; one that it replaces has expired.</summary>
    public string? SessionToken
    {
        get
        {
            lock (_lock)
                return _sessionToken;
        }

        set
        {
            lock (_lock)
            {
                if (_sessionToken is not null)
                    _expired.Add(_sessionToken);

                _sessionToken = value;
            }
        }
    }

    /// <summary>Gets or sets how far the clock of the service is before that of this machine.</summary>
    public TimeSpan ClockSkew { get; set; }

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + ClockSkew;

    /// <summary>Finds what is wrong with the signature of a request; <see langword="null"/> when it is right.</summary>
    public AwsErrorException? FindProblem(HttpRequest request, byte[] body, AwsWireService service)
    {
        var authorization = Authorization().Match(request.Headers.Authorization.ToString());
        if (!authorization.Success)
            return new("MissingAuthenticationToken", "Missing Authentication Token");
        if (authorization.Groups["key"].Value != AwsEndpoint.AccessKey)
            return new("UnrecognizedClientException", "The security token included in the request is invalid.");

        var scope = authorization.Groups["scope"].Value;
        var date = request.Headers["X-Amz-Date"].ToString();
        if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
            return new("IncompleteSignature", "Date must be in ISO-8601 'basic format'.");
        if (scope != $"{date[..8]}/{AwsEndpoint.Region}/{service.SigningName}/aws4_request")
            return new("InvalidSignatureException", $"Credential should be scoped to a valid region. {scope}");

        if ((Now - signedAt).Duration() > LargestSkew)
            return new("InvalidSignatureException", $"Signature expired: {date} is now earlier than the server's time.");

        var names = authorization.Groups["headers"].Value.Split(';');
        if (MustBeSigned(request, service).Except(names).Any())
            return new("IncompleteSignature", "A header that must be signed is not.");

        return FindMismatch(request, body, names, date, scope, authorization.Groups["signature"].Value) ?? FindTokenProblem(request);
    }

    private static IEnumerable<string> MustBeSigned(HttpRequest request, AwsWireService service)
    {
        yield return "host";
        yield return "x-amz-date";
        if (!service.IsRest)
            yield return "x-amz-target";
        if (request.Headers.ContainsKey("X-Amz-Security-Token"))
            yield return "x-amz-security-token";
    }

    private static AwsErrorException? FindMismatch(HttpRequest request, byte[] body, string[] names, string date, string scope, string signature)
    {
        var headers = new SortedDictionary<string, string>(names.ToDictionary(name => name, name => request.Headers[name].ToString()), StringComparer.Ordinal);
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var query = target.Length > 1 ? target[1] : string.Empty;
        return AwsSignature.Compute(AwsEndpoint.SecretKey, request.Method, target[0], query, headers, body, date, scope) == signature
            ? null
            : new(
                "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing "
                + "method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'"
                + AwsSignature.CanonicalRequest(request.Method, target[0], query, headers, body) + "'");
    }

    private AwsErrorException? FindTokenProblem(HttpRequest request)
    {
        var token = request.Headers["X-Amz-Security-Token"].ToString();
        lock (_lock)
        {
            if (token == (_sessionToken ?? string.Empty))
                return null;

            return _expired.Contains(token)
                ? new("ExpiredTokenException", "The security token included in the request is expired")
                : new("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
    }

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/(?<scope>[^,]+), *SignedHeaders=(?<headers>[^,]+), *Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();
}
