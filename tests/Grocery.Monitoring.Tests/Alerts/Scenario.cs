using System.Text.RegularExpressions;

namespace Grocery.Monitoring.Tests.Alerts;

/// <summary>What a scenario for promtool expects of one alert, in the order of time.</summary>
internal sealed partial record Scenario(string Alert, IReadOnlyList<bool> Fires)
{
    public bool Clears => Fires.SkipWhile(fires => !fires).Contains(false);

    public bool IsQuietFirst => Fires.TakeWhile(fires => !fires).Any();

    public static IReadOnlyList<Scenario> In(string file) =>
    [
        .. from test in Yaml.Read(MonitoringFiles.Path(file)).Member("tests").Items()
           from alert in test.Member("alert_rule_test").Items().GroupBy(evaluation => evaluation.Member("alertname").Text())
           select new Scenario(
               alert.Key,
               [.. alert.OrderBy(evaluation => Time(evaluation.Member("eval_time").Text())).Select(evaluation => evaluation.Member("exp_alerts").Items().Any())]),
    ];

    private static TimeSpan Time(string text)
    {
        var time = TimeSpan.Zero;
        foreach (Match part in PartPattern().Matches(text))
        {
            var number = int.Parse(part.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            time += part.Groups[2].Value switch { "h" => TimeSpan.FromHours(number), "m" => TimeSpan.FromMinutes(number), _ => TimeSpan.FromSeconds(number) };
        }

        return time;
    }

    [GeneratedRegex("([0-9]+)([hms])")]
    private static partial Regex PartPattern();
}
