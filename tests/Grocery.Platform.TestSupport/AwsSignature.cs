using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Grocery.Platform.TestSupport;

/// <summary>AWS Signature Version 4, written from its specification and independent of the SDK.</summary>
public static class AwsSignature
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Computes the signature of a request.</summary>
    /// <param name="headers">The signed headers with names in lower case.</param>
    /// <param name="scope">Date, Region, service and <c>aws4_request</c>, joined by slashes.</param>
    public static string Compute(
        string secretKey, string method, string path, string query, SortedDictionary<string, string> headers, byte[] body, string date, string scope)
    {
        var text = string.Join('\n', Algorithm, date, scope, Hex(SHA256.HashData(Utf8(CanonicalRequest(method, path, query, headers, body)))));
        var key = scope.Split('/').Aggregate(Utf8("AWS4" + secretKey), (key, part) => HMACSHA256.HashData(key, Utf8(part)));
        return Hex(HMACSHA256.HashData(key, Utf8(text)));
    }

    public static string CanonicalRequest(string method, string path, string query, SortedDictionary<string, string> headers, byte[] body) =>
        string.Join(
            '\n',
            method,
            string.Join('/', path.Split('/').Select(Uri.EscapeDataString)),
            string.Join('&', query.TrimStart('?').Split('&').Order(StringComparer.Ordinal)),
            string.Concat(headers.Select(header => string.Create(CultureInfo.InvariantCulture, $"{header.Key}:{header.Value.Trim()}\n"))),
            string.Join(';', headers.Keys),
            Hex(SHA256.HashData(body)));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
