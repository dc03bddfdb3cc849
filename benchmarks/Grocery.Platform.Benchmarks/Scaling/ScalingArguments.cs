using System.Globalization;

namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>What the command line asks for.</summary>
/// <param name="Curves">The curves to measure.</param>
/// <param name="Output">The folder for the report; <see langword="null"/>: it is only printed.</param>
/// <param name="Rounds">How many times each point is measured.</param>
internal sealed record ScalingArguments(IReadOnlyList<Curve> Curves, string? Output, int Rounds)
{
    private const int DefaultRounds = 9;
    private const int MostRounds = 1000;

    /// <exception cref="ArgumentException">An argument is none of those that there are.</exception>
    public static ScalingArguments Parse(IReadOnlyList<string> arguments, IReadOnlyList<Curve> all)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? output = null;
        int? rounds = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--output":
                    output = ValueAfter(arguments, i++, "a folder");
                    break;
                case "--rounds":
                    rounds = Rounded(ValueAfter(arguments, i++, $"a number from 1 to {MostRounds}"));
                    break;
                case var name when all.Any(curve => curve.Name == name):
                    names.Add(name);
                    break;
                case var other:
                    throw new ArgumentException(
                        $"There is no curve or option {other}. The curves are {string.Join(", ", all.Select(curve => curve.Name))}, the options --output DIR and --rounds N.");
            }
        }

        // A report of some curves would replace that of all.
        return new(
            [.. all.Where(curve => names.Count == 0 || names.Contains(curve.Name))],
            output ?? (names.Count == 0 ? Repository.Performance : null),
            rounds ?? DefaultRounds);
    }

    private static string ValueAfter(IReadOnlyList<string> arguments, int at, string what) =>
        at + 1 < arguments.Count && !arguments[at + 1].StartsWith('-') && arguments[at + 1].Length > 0
            ? arguments[at + 1]
            : throw new ArgumentException($"{arguments[at]} needs {what} after it.");

    private static int Rounded(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is >= 1 and <= MostRounds
            ? rounds
            : throw new ArgumentException($"--rounds {text} is not a number from 1 to {MostRounds}.");
}
