using System.Text;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>Names by the specification "Prometheus and OpenMetrics Compatibility" of OpenTelemetry.</summary>
internal static class PrometheusName
{
    public static string OfMetric(string name, string? unit, string type)
    {
        var result = OfLabel(name);
        var suffix = OfUnit(unit ?? "", type);
        if (suffix.Length > 0 && !HasSuffix(result, suffix))
            result = $"{result}_{suffix}";

        return type switch
        {
            "counter" => HasSuffix(result, "total") ? result : result + "_total",
            "gauge" when IsReserved(result) => result + "_value",
            _ => result,
        };
    }

    /// <summary>Replaces what a name must not hold by <c>_</c>, never twice in a row.</summary>
    public static string OfLabel(string key)
    {
        var name = new StringBuilder(key.Length + 1);
        foreach (var c in key)
        {
            if (char.IsAsciiLetterOrDigit(c))
                name.Append(c);
            else if (name.Length == 0 || name[^1] != '_')
                name.Append('_');
        }

        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            name.Insert(0, '_');

        return name.ToString();
    }

    // These endings belong to histograms and counters; promtool rejects them on a gauge.
    private static bool IsReserved(string name) =>
        HasSuffix(name, "count") || HasSuffix(name, "sum") || HasSuffix(name, "bucket") || HasSuffix(name, "total");

    private static bool HasSuffix(string name, string suffix) => name.EndsWith("_" + suffix, StringComparison.Ordinal);

    public static string OfUnit(string unit, string type)
    {
        var text = WithoutAnnotations(unit);
        if (text == "1")
            return type == "gauge" ? "ratio" : "";

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var main = slash < 0 ? text : text[..slash];
        var words = main.Length == 0 || main == "1" ? "" : OfLabel(UnitWord(main));
        if (slash < 0 || slash == text.Length - 1)
            return words;

        var per = text[(slash + 1)..];
        return $"{words}{(words.Length > 0 ? "_" : "")}per_{OfLabel(PerUnitWord(per))}";
    }

    // {request} says what is counted; it is not a unit.
    private static string WithoutAnnotations(string unit)
    {
        while (unit.IndexOf('{', StringComparison.Ordinal) is var start and >= 0 && unit.IndexOf('}', start) is var end and > 0)
            unit = unit.Remove(start, end - start + 1);

        return unit.Trim();
    }

    private static string UnitWord(string unit) => unit switch
    {
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "GiBy" => "gibibytes",
        "TiBy" => "tibibytes",
        "KBy" => "kilobytes",
        "MBy" => "megabytes",
        "GBy" => "gigabytes",
        "TBy" => "terabytes",
        "m" => "meters",
        "V" => "volts",
        "A" => "amperes",
        "J" => "joules",
        "W" => "watts",
        "g" => "grams",
        "Cel" => "celsius",
        "Hz" => "hertz",
        "%" => "percent",
        _ => unit,
    };

    private static string PerUnitWord(string unit) => unit switch
    {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "w" => "week",
        "mo" => "month",
        "y" => "year",
        _ => unit,
    };
}
