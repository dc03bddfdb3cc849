using System.Globalization;
using System.Text.RegularExpressions;

namespace Grocery.Slo.Definition;

/// <summary>Reads how events are counted.</summary>
internal static partial class IndicatorReader
{
    public static Indicator Read(YamlMap map)
    {
        var metric = map.Text("metric", isRequired: true) ?? "";
        if (metric.Length > 0 && !MetricPattern().IsMatch(metric))
            map.Refuse(map.LineOf("metric"), $"metric is \"{metric}\": use the name on /metrics, such as {Indicator.Requests}.");
        else if (PartPattern().IsMatch(metric))
            map.Refuse(map.LineOf("metric"), $"metric is \"{metric}\", a part of a histogram: name the histogram, {PartPattern().Replace(metric, "")}.");

        var where = ReadMatchers(map, "where");
        var failed = ReadMatchers(map, "failed");
        var within = ReadWithin(map);
        if (map.Has("failed") == map.Has("within"))
            map.Refuse(map.Line, "indicator needs either failed, the labels of a failed event, or within, the time of a good one.");

        var indicator = new Indicator(metric, where, failed, within, map.LineOf("metric"));
        if (within is not null && metric.Length > 0 && !indicator.IsHistogram)
            map.Refuse(map.LineOf("within"), $"within needs a histogram, and {metric} is a counter by its name: count its failures by failed.");

        map.RefuseOtherKeys();
        return indicator;
    }

    private static LabelMatcher[] ReadMatchers(YamlMap map, string key)
    {
        if (map.Map(key) is not { } labels)
            return [];

        return [.. labels.Keys.Select(label => ReadMatcher(labels, label)).OfType<LabelMatcher>()];
    }

    // ~ marks a regular expression; several values are one that matches each.
    private static LabelMatcher? ReadMatcher(YamlMap labels, string label)
    {
        var line = labels.LineOf(label);
        if (!LabelPattern().IsMatch(label) || label is "le" or "service")
        {
            labels.Refuse(line, $"{label} is no label to choose events by: use one of the metric's on /metrics. le is what within is for, and service is added.");
            return null;
        }

        var values = labels.Texts(label);
        if (values.Count == 0)
            return null;

        if (values.Contains("~"))
        {
            labels.Refuse(line, $"{label} has ~ without a regular expression: write one after it, or a value.");
            return null;
        }

        if (values.Any(value => value.Contains("{{", StringComparison.Ordinal)))
        {
            labels.Refuse(line, $"{label} has {{{{, which Prometheus would take for a template: leave it out.");
            return null;
        }

        if (values is [var value] && !value.StartsWith('~'))
            return new LabelMatcher(label, value, IsPattern: false, line);

        var pattern = string.Join('|', values.Select(item => item.StartsWith('~') ? item[1..] : EscapePattern().Replace(item, @"\$0")));
        try
        {
            var matcher = new LabelMatcher(label, pattern, IsPattern: true, line);
            matcher.Matches("");
            return matcher;
        }
        catch (Exception exception) when (exception is RegexParseException or NotSupportedException)
        {
            labels.Refuse(line, $"{label} has the regular expression \"{pattern}\", which cannot be used: {exception.Message}");
            return null;
        }
    }

    private static decimal? ReadWithin(YamlMap map)
    {
        if (map.Text("within") is not { } text)
            return null;

        var match = TimePattern().Match(text);
        if (match.Success && decimal.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            var seconds = match.Groups[2].Value == "ms" ? number / 1000 : number;
            if (seconds is >= 0.001m and <= 60)
                return seconds;
        }

        map.Refuse(map.LineOf("within"), $"within is \"{text}\"; allowed: 1ms to 60s, such as 250ms or 1s.");
        return null;
    }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex MetricPattern();

    [GeneratedRegex("_(count|bucket|sum)$")]
    private static partial Regex PartPattern();

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*$")]
    private static partial Regex LabelPattern();

    [GeneratedRegex("^([0-9]+(?:[.][0-9]+)?)(ms|s)$")]
    private static partial Regex TimePattern();

    [GeneratedRegex("[.+*?^$(){}\\[\\]|\\\\]")]
    private static partial Regex EscapePattern();
}
