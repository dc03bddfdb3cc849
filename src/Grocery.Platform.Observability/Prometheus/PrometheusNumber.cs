using System.Buffers.Text;
using System.Globalization;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>Numbers as Prometheus reads and writes them.</summary>
internal static class PrometheusNumber
{
    public const int Longest = 32;

    // As Go formats them: Prometheus and OpenMetrics compare bounds as text.
    private const double FirstExponent = 1e6;
    private const double LastExponent = 1e-4;

    public static int Write(double value, Span<byte> output)
    {
        if (double.IsFinite(value))
        {
            Utf8Formatter.TryFormat(value, output, out var written);
            return written;
        }

        var text = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
        text.CopyTo(output);
        return text.Length;
    }

    public static int Write(long value, Span<byte> output)
    {
        Utf8Formatter.TryFormat(value, output, out var written);
        return written;
    }

    /// <summary>Formats the upper bound of a bucket: <c>0.25</c>, <c>1.0</c>, <c>1e+06</c>, <c>+Inf</c>.</summary>
    public static string OfBound(double bound)
    {
        if (double.IsPositiveInfinity(bound))
            return "+Inf";

        var size = Math.Abs(bound);
        if (size >= FirstExponent || (size > 0 && size < LastExponent))
            return bound.ToString("0.##############e+00", CultureInfo.InvariantCulture);

        var text = bound.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }
}
