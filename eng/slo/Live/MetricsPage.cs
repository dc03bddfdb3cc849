using System.Text.RegularExpressions;

namespace Grocery.Slo.Live;

/// <summary>A series as <c>/metrics</c> shows it.</summary>
internal sealed record LiveSeries(string Name, IReadOnlyDictionary<string, string> Labels);

/// <summary>What a service shows on <c>/metrics</c>, in the text format of Prometheus or in OpenMetrics.</summary>
internal sealed partial class MetricsPage
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly ILookup<string, LiveSeries> _series;

    private MetricsPage(string text)
    {
        var series = new List<LiveSeries>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split(' ') is ["#", "TYPE", var family, var type])
                _types[family] = type;
            else if (!line.StartsWith('#') && SeriesPattern().Match(line) is { Success: true } match)
                series.Add(new LiveSeries(match.Groups["name"].Value, Labels(match.Groups["labels"].Value)));
        }

        _series = series.ToLookup(item => item.Name, StringComparer.Ordinal);
    }

    /// <summary>Gets how the service names itself; <see langword="null"/> when it does not.</summary>
    public string? Service => Find("target_info").Select(series => series.Labels.GetValueOrDefault("service_name")).FirstOrDefault();

    /// <summary>Gets the counters and histograms.</summary>
    public IEnumerable<string> Metrics => _types
        .Where(item => item.Value is "counter" or "histogram")
        .Select(item => item.Value == "counter" && !item.Key.EndsWith("_total", StringComparison.Ordinal) ? $"{item.Key}_total" : item.Key);

    public bool IsEmpty => _series.Count == 0;

    public static MetricsPage Parse(string text) => new(text);

    public IReadOnlyList<LiveSeries> Find(string name) => [.. _series[name]];

    private static Dictionary<string, string> Labels(string text) => LabelPattern().Matches(text)
        .ToDictionary(match => match.Groups[1].Value, match => EscapePattern().Replace(match.Groups[2].Value, Unescape), StringComparer.Ordinal);

    private static string Unescape(Match match) => match.Groups[1].Value == "n" ? "\n" : match.Groups[1].Value;

    // A value may hold braces, and is quoted; what follows the labels is a number.
    [GeneratedRegex("""^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>(?:[^"}]|"(?:[^"\\]|\\.)*")*)\})?\s""")]
    private static partial Regex SeriesPattern();

    [GeneratedRegex("""(\w+)="((?:[^"\\]|\\.)*)""")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex EscapePattern();
}
