using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>The two formats of a scrape.</summary>
/// <param name="ContentType">The content type of the answer.</param>
/// <param name="IsOpenMetrics">Whether it is OpenMetrics 1.0 rather than the Prometheus text format 0.0.4.</param>
internal sealed record ExpositionFormat(string ContentType, bool IsOpenMetrics)
{
    public static readonly ExpositionFormat Text = new("text/plain; version=0.0.4; charset=utf-8", false);
    public static readonly ExpositionFormat OpenMetrics = new("application/openmetrics-text; version=1.0.0; charset=utf-8", true);

    /// <summary>Chooses by the Accept header. Only a client that names OpenMetrics gets it; one that accepts neither gets text.</summary>
    public static ExpositionFormat For(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return Text;

        var openMetrics = QualityOf(accepted, ["application/openmetrics-text"], "1.0.0");
        var text = QualityOf(accepted, ["text/plain", "text/*", "*/*"], "0.0.4");
        return openMetrics > 0 && openMetrics >= text ? OpenMetrics : Text;
    }

    // Of the ranges that match, the most specific decides (RFC 9110, 12.5.1).
    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, ReadOnlySpan<string> ranges, string version)
    {
        foreach (var range in ranges)
        {
            double? best = null;
            foreach (var media in accepted)
            {
                if (media.MediaType.Equals(range, StringComparison.OrdinalIgnoreCase) && HasVersion(media, version))
                    best = Math.Max(best ?? 0, media.Quality ?? 1);
            }

            if (best is { } quality)
                return quality;
        }

        return 0;
    }

    private static bool HasVersion(MediaTypeHeaderValue media, string version)
    {
        foreach (var parameter in media.Parameters)
        {
            if (parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase))
                return HeaderUtilities.RemoveQuotes(parameter.Value).Equals(version, StringComparison.Ordinal);
        }

        return true;
    }
}
