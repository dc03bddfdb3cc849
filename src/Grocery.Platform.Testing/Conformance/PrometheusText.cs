using System.Globalization;
using System.Text.RegularExpressions;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>Reads the Prometheus text format 0.0.4.</summary>
internal static partial class PrometheusText
{
    private const string TypeLine = "# TYPE ";

    private static readonly string[] Suffixes = ["_bucket", "_sum", "_count"];

    /// <summary>Returns what is wrong with the first line that is, or null.</summary>
    public static string? FindProblem(string text)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var series = new HashSet<string>(StringComparer.Ordinal);
        if (!text.EndsWith('\n'))
            return "the last line does not end";

        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (FindProblem(line, types, series) is { } problem)
                return $"{problem}: {line}";
        }

        return types.Count == 0 ? "there is no metric" : null;
    }

    public static bool HasFamily(string text, string name) => Families(text).Contains(name);

    public static IEnumerable<string> Families(string text) => text.Split('\n')
        .Where(line => line.StartsWith(TypeLine, StringComparison.Ordinal))
        .Select(line => line[TypeLine.Length..].Split(' ')[0]);

    public static IEnumerable<string> Samples(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is '{' or ' ');

    private static string? FindProblem(string line, HashSet<string> types, HashSet<string> series)
    {
        if (line.StartsWith(TypeLine, StringComparison.Ordinal))
            return TypePattern().Match(line) is { Success: true } type ? types.Add(type.Groups[1].Value) ? null : "the family comes twice" : "no such type";

        if (line.StartsWith('#'))
            return null;

        var sample = SamplePattern().Match(line);
        if (!sample.Success)
            return "no sample";

        var name = sample.Groups["name"].Value;
        if (!types.Contains(name) && !Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal) && types.Contains(name[..^suffix.Length])))
            return "no TYPE before it";

        if (!series.Add(sample.Groups["series"].Value))
            return "the series comes twice";

        return IsNumber(sample.Groups["value"].Value) ? null : "no number";
    }

    private static bool IsNumber(string text) =>
        text is "+Inf" or "-Inf" or "NaN" || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex TypePattern();

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\.)*",?)*\})?) (?<value>\S+)(?: -?\d+)?$""")]
    private static partial Regex SamplePattern();
}
