using System.Globalization;
using System.Text.RegularExpressions;

namespace Grocery.Load.Thresholds;

/// <summary>Reads a threshold such as <c>p95&gt;500ms</c>.</summary>
internal static partial class ThresholdText
{
    public const string Allowed =
        "p50, p95, p99.9 and the like, mean, max > ms or s; errors > %; availability < %; throughput < /s or /min; dropped > a count; each also with '=', "
        + "and but for 'dropped' with a scenario before it: checkout.p95>800ms";

    private static readonly Dictionary<string, double> Seconds = new() { ["ms"] = 0.001, ["s"] = 1 };
    private static readonly Dictionary<string, double> Shares = new() { ["%"] = 0.01 };
    private static readonly Dictionary<string, double> Rates = new() { ["/s"] = 1, ["/min"] = 1 / 60.0 };
    private static readonly Dictionary<string, double> Counts = new() { [""] = 1 };

    /// <exception cref="FormatException">It is none.</exception>
    public static Threshold Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            throw new FormatException($"'{text}' is no threshold. Allowed: {Allowed}.");

        var (name, comparison, unit) = (match.Groups["metric"].Value, match.Groups["comparison"].Value, match.Groups["unit"].Value);
        var scenario = match.Groups["scenario"] is { Success: true, Value: var given } ? given : null;
        var (metric, share) = ReadMetric(text, name);
        RequireThatItCanHold(text, metric, comparison, scenario);
        var units = UnitsOf(metric);
        if (!units.TryGetValue(unit, out var factor))
            throw new FormatException($"'{text}' has {(unit.Length == 0 ? "no unit" : $"the unit '{unit}'")}; '{name}' takes {string.Join(" or ", units.Keys.Select(key => key.Length == 0 ? "none" : key))}.");

        var limit = factor * double.Parse(match.Groups["limit"].Value, CultureInfo.InvariantCulture);
        if (units == Shares && limit > 1)
            throw new FormatException($"'{text}' compares with a share over 100 %.");

        return new Threshold(text, scenario, metric, share, comparison, limit);
    }

    private static (ThresholdMetric Metric, double Share) ReadMetric(string text, string name)
    {
        if (name[0] != 'p')
            return (Enum.Parse<ThresholdMetric>(name, ignoreCase: true), 0);

        var percentile = double.Parse(name[1..], CultureInfo.InvariantCulture);
        return percentile is > 0 and < 100
            ? (ThresholdMetric.Percentile, percentile / 100)
            : throw new FormatException($"'{text}' asks for the percentile {name[1..]}; allowed: more than 0 and less than 100, and 'max'.");
    }

    // A threshold the wrong way round would fail what is good, and pass what is bad.
    private static void RequireThatItCanHold(string text, ThresholdMetric metric, string comparison, string? scenario)
    {
        var isBetterHigh = metric is ThresholdMetric.Availability or ThresholdMetric.Throughput;
        if (comparison[0] == '<' != isBetterHigh)
            throw new FormatException($"'{text}' says when the load has failed, and would fail what is good: write {(isBetterHigh ? "'<'" : "'>'")}.");
        if (metric == ThresholdMetric.Dropped && scenario is not null)
            throw new FormatException($"'{text}' asks for the dropped arrivals of one scenario; they are counted of all together: leave '{scenario}.' out.");
    }

    private static Dictionary<string, double> UnitsOf(ThresholdMetric metric) => metric switch
    {
        ThresholdMetric.Percentile or ThresholdMetric.Mean or ThresholdMetric.Max => Seconds,
        ThresholdMetric.Errors or ThresholdMetric.Availability => Shares,
        ThresholdMetric.Throughput => Rates,
        _ => Counts,
    };

    [GeneratedRegex(@"\A(?:(?<scenario>.+)\.)?(?<metric>p\d+(?:\.\d+)?|mean|max|errors|availability|throughput|dropped) ?(?<comparison>[<>]=?) ?(?<limit>\d+(?:\.\d+)?) ?(?<unit>ms|s|%|/s|/min|)\z")]
    private static partial Regex Pattern();
}
