using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.TestSupport;

/// <summary>Checks who signed a request, and answers like AWS when it is wrong.</summary>
internal static partial class AwsAuthorization
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(5);

    /// <summary>Finds what is wrong with the signature of a request; <see langword="null"/> when it is right.</summary>
    public static (string Type, string Message)? FindProblem(HttpRequest request, byte[] body)
    {
        var authorization = Authorization().Match(request.Headers.Authorization.ToString());
        if (!authorization.Success)
            return ("MissingAuthenticationToken", "Missing Authentication Token");
        if (authorization.Groups["key"].Value != AwsEndpoint.AccessKey)
            return ("UnrecognizedClientException", "The security token included in the request is invalid.");

        var scope = authorization.Groups["scope"].Value;
        var date = request.Headers["X-Amz-Date"].ToString();
        if (scope != $"{date[..8]}/{AwsEndpoint.Region}/ssm/aws4_request")
            return ("InvalidSignatureException", $"Credential should be scoped to a valid region. {scope}");

        var signedAt = DateTimeOffset.ParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if ((TimeProvider.System.GetUtcNow() - signedAt).Duration() > LargestSkew)
            return ("InvalidSignatureException", $"Signature expired: {date} is now earlier than the server's time.");

        var names = authorization.Groups["headers"].Value.Split(';');
        if (!names.Contains("host") || !names.Contains("x-amz-date") || !names.Contains("x-amz-target"))
            return ("IncompleteSignature", "A header that must be signed is not.");

        var headers = new SortedDictionary<string, string>(names.ToDictionary(name => name, name => request.Headers[name].ToString()), StringComparer.Ordinal);
        var target = new Uri("http://host" + request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget);
        var signature = AwsSignature.Compute(
            AwsEndpoint.SecretKey, request.Method, target.AbsolutePath, target.Query, headers, body, date, scope);
        return signature == authorization.Groups["signature"].Value
            ? null
            : ("InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing "
                + "method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'"
                + AwsSignature.CanonicalRequest(request.Method, target.AbsolutePath, target.Query, headers, body) + "'");
    }

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/(?<scope>[^,]+), *SignedHeaders=(?<headers>[^,]+), *Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();
}
