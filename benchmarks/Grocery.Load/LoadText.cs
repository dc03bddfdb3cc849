using System.Globalization;
using System.Text.RegularExpressions;
using Grocery.Load.Arrivals;

namespace Grocery.Load;

/// <summary>Reads how the values of options are written, and writes them.</summary>
internal static partial class LoadText
{
    public const string Durations = "a duration such as 500ms, 30s, 10m or 1h";
    public const string Rates = "a rate such as 20, 20/s or 1200/min";
    public const string Stages = "a stage: a duration, '@', and a rate or two with '..' between them, such as 30s@50 or 10s@50..200";

    private const double HighestPerSecond = 10_000;
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(7);

    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan ReadDuration(string text)
    {
        var match = DurationPattern().Match(text);
        var unit = match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromHours(1),
        };
        return match.Success && double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is var number && number <= LongestDuration / unit
            ? number * unit
            : throw new FormatException($"needs {Durations}, at most 7 days; it has '{text}'");
    }

    /// <summary>Reads a rate as arrivals a second.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static double ReadRate(string text)
    {
        var match = RatePattern().Match(text);
        var perSecond = match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) / (match.Groups[2].Value == "/min" ? 60 : 1) : -1;
        return perSecond is >= 0 and <= HighestPerSecond
            ? perSecond
            : throw new FormatException(FormattableString.Invariant($"needs {Rates}, at most {HighestPerSecond:0} a second; it has '{text}'"));
    }

    /// <exception cref="FormatException">It is none, or nothing arrives in it.</exception>
    public static Stage ReadStage(string text)
    {
        if (text.Split('@') is not [var duration, var rates] || rates.Split("..") is not { Length: 1 or 2 } ends)
            throw new FormatException($"needs {Stages}; it has '{text}'");

        var stage = new Stage(ReadDuration(duration), ReadRate(ends[0]), ReadRate(ends[^1]));
        return stage.Duration > TimeSpan.Zero && stage.Arrivals > 0
            ? stage
            : throw new FormatException($"has '{text}', in which nobody comes; its duration, and a rate, must be more than 0");
    }

    public static string Write(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:#,0.###} s");

    public static string Write(Stage stage) => stage.From == stage.To
        ? FormattableString.Invariant($"{Write(stage.Duration)} at {stage.From:0.###}/s")
        : FormattableString.Invariant($"{Write(stage.Duration)} from {stage.From:0.###}/s to {stage.To:0.###}/s");

    [GeneratedRegex(@"\A(\d+(?:\.\d+)?)(ms|s|m|h)\z")]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"\A(\d+(?:\.\d+)?)(|/s|/min)\z")]
    private static partial Regex RatePattern();
}
