using System.Text.RegularExpressions;

namespace Grocery.Monitoring.Tests;

/// <summary>Finds what a query of Prometheus names.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words =
    [
        "sum", "min", "max", "avg", "count", "group", "topk", "bottomk", "quantile", "by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset",
        "rate", "irate", "increase", "delta", "histogram_quantile", "present_over_time", "max_over_time", "min_over_time", "avg_over_time", "sum_over_time", "count_over_time", "last_over_time",
        "absent", "absent_over_time", "changes", "resets", "time", "vector", "scalar", "clamp_min", "clamp_max", "abs", "label_replace", "timestamp", "inf", "nan",
    ];

    /// <summary>Gets the metrics of a query.</summary>
    public static IEnumerable<string> Metrics(string query)
    {
        var bare = LabelListPattern().Replace(MatchersPattern().Replace(StringPattern().Replace(query, ""), ""), "");
        return NamePattern().Matches(DurationPattern().Replace(bare, "")).Select(match => match.Value).Where(name => !Words.Contains(name)).Distinct();
    }

    /// <summary>Gets the labels that a query matches, groups or joins by.</summary>
    public static IEnumerable<string> Labels(string query)
    {
        var bare = StringPattern().Replace(query, "");
        var matched = MatchersPattern().Matches(bare).SelectMany(matchers => MatcherPattern().Matches(matchers.Value)).Select(match => match.Groups[1].Value);
        var listed = LabelListPattern().Matches(bare).SelectMany(list => NamePattern().Matches(list.Groups[1].Value)).Select(match => match.Value);
        return matched.Concat(listed).Distinct();
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex StringPattern();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex MatchersPattern();

    [GeneratedRegex(@"([a-zA-Z_]\w*)\s*(?:=|!)")]
    private static partial Regex MatcherPattern();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex LabelListPattern();

    [GeneratedRegex(@"\[[^\]]*\]|\b[0-9]\w*")]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"[a-zA-Z_:][\w:]*")]
    private static partial Regex NamePattern();
}
