using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>Whether an answer is compressed, by the Accept-Encoding header (RFC 9110, 12.5.3).</summary>
internal static class Compression
{
    public static bool IsGzipWanted(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
            return false;

        var gzip = QualityOf(accepted, "gzip") ?? QualityOf(accepted, "x-gzip") ?? QualityOf(accepted, "*") ?? 0;
        return gzip > 0 && gzip >= (QualityOf(accepted, "identity") ?? 0);
    }

    private static double? QualityOf(IList<StringWithQualityHeaderValue> accepted, string coding)
    {
        foreach (var item in accepted)
        {
            if (item.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
                return item.Quality ?? 1;
        }

        return null;
    }
}
