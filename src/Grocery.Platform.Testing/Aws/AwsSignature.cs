using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Grocery.Platform.Testing.Aws;

/// <summary>AWS Signature Version 4, written from its specification and independent of the SDK.</summary>
internal static class AwsSignature
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>
    /// Computes the signature of a request. The signed headers have names in lower case; the scope is date, Region, service and
    /// <c>aws4_request</c>, joined by slashes.
    /// </summary>
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
            CanonicalQuery(query),
            string.Concat(headers.Select(header => string.Create(CultureInfo.InvariantCulture, $"{header.Key}:{header.Value.Trim()}\n"))),
            string.Join(';', headers.Keys),
            Hex(SHA256.HashData(body)));

    // Names and values as they are meant, escaped strictly, in the order of the escaped names.
    private static string CanonicalQuery(string query) => string.Join('&', query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => $"{Escape(pair[0])}={Escape(pair.ElementAtOrDefault(1) ?? string.Empty)}")
        .Order(StringComparer.Ordinal));

    private static string Escape(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text.Replace('+', ' ')));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
