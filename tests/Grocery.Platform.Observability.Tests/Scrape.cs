using System.Globalization;

namespace Grocery.Platform.Observability.Tests;

/// <summary>Reads the Prometheus text format as far as the tests need it.</summary>
internal static class Scrape
{
    /// <summary>Gets the samples of one name: the labels as written, and the value.</summary>
    public static IReadOnlyList<(string Labels, double Value)> Samples(string text, string name) =>
        [.. text.Split('\n')
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
            .Select(line => (line[name.Length..line.LastIndexOf(' ')], Number(line[(line.LastIndexOf(' ') + 1)..])))];

    public static double Sum(string text, string name) => Samples(text, name).Sum(sample => sample.Value);

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
