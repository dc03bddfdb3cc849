using System.Globalization;
using System.Text.RegularExpressions;

namespace Grocery.Monitoring.Tests.Live;

/// <summary>The files of monitoring with shorter times, for a test that nobody waits an hour for: four seconds are what a minute was.</summary>
internal static partial class ShortTimes
{
    private const double SecondsOfMinute = 4;

    /// <summary>Shortens how long a condition must hold, how often it is asked, how far a range goes back, and offsets.</summary>
    public static string OfRules(string text) => RulePattern().Replace(text, match =>
    {
        var number = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = number * match.Groups["unit"].Value switch { "m" => 1, "h" => 60, "d" => 24 * 60, _ => 1 / 60d };
        return string.Create(CultureInfo.InvariantCulture, $"{match.Groups["before"].Value}{Math.Max(1, Math.Round(minutes * SecondsOfMinute))}s");
    });

    public static string OfPrometheus(string text) => text
        .Replace("scrape_interval: 15s", "scrape_interval: 2s", StringComparison.Ordinal)
        .Replace("evaluation_interval: 15s", "evaluation_interval: 1s", StringComparison.Ordinal);

    public static string OfAlertmanager(string text) => GroupPattern().Replace(text, "$1: 1s");

    [GeneratedRegex(@"(?<before>\bfor: |\binterval: |\[|\boffset )(?<number>[0-9]+)(?<unit>[smhd])\b")]
    private static partial Regex RulePattern();

    [GeneratedRegex(@"\b(group_wait|group_interval): \S+")]
    private static partial Regex GroupPattern();
}
