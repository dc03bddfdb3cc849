using System.Text.Json;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Results;

/// <summary>What a stack is to reach.</summary>
/// <param name="Stack">Which one.</param>
/// <param name="Measure">In what.</param>
/// <param name="Against">The stack to whose value in the same round the ratio is taken; <see langword="null"/> for the value itself, in its unit.</param>
/// <param name="OfHighest">Whether the highest of all rounds counts, not the median.</param>
/// <param name="AtLeast">The least that is enough; <see langword="null"/> when there is a most.</param>
/// <param name="AtMost">The most that is.</param>
/// <param name="IsStretch">Whether it is hoped for, so that missing it breaks no gate.</param>
internal sealed record Target(Stack Stack, Measure Measure, Stack? Against, bool OfHighest, double? AtLeast, double? AtMost, bool IsStretch)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Gets those in <c>targets.json</c>.</summary>
    public static IReadOnlyList<Target> All { get; } = ReadAll();

    /// <exception cref="ComparisonException">The text is no list of targets: it says which is wrong, and why.</exception>
    public static IReadOnlyList<Target> Parse(string json)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<Entry?[]>(json, Json) ?? throw new ComparisonException("The targets are null."))
                .Select((entry, index) => (entry ?? throw new ComparisonException($"Target {index + 1} is null.")).ToTarget($"Target {index + 1}"))];
        }
        catch (JsonException exception)
        {
            throw new ComparisonException($"The targets are no JSON of theirs: {exception.Message}", exception);
        }
    }

    /// <summary>Holds it against what was read.</summary>
    public Verdict Judge(Readings readings)
    {
        var spread = Against is null ? readings.SpreadOf(Stack, Measure) : readings.RatioOf(Stack, Against, Measure);
        return new Verdict(this, OfHighest ? spread?.Highest : spread?.Median);
    }

    public bool IsMetBy(double value) => AtLeast is { } least ? value >= least : value <= AtMost;

    private static IReadOnlyList<Target> ReadAll()
    {
        using var reader = new StreamReader(typeof(Target).Assembly.GetManifestResourceStream("targets.json")!);
        return Parse(reader.ReadToEnd());
    }

    private sealed record Entry(string? Stack, string? Measure, string? Against, string? Of, double? AtLeast, double? AtMost, bool Stretch)
    {
        public Target ToTarget(string which)
        {
            if (AtLeast is null == AtMost is null)
                throw new ComparisonException($"{which} needs either atLeast or atMost.");
            if (Of is not (null or "median" or "highest"))
                throw new ComparisonException($"{which} has of '{Of}'; allowed: median, highest.");

            return new Target(StackOf(which, Stack), MeasureOf(which), Against is null ? null : StackOf(which, Against), Of == "highest", AtLeast, AtMost, Stretch);
        }

        private static Stack StackOf(string which, string? name) => Stacks.Stack.All.FirstOrDefault(stack => stack.Name == name)
            ?? throw new ComparisonException($"{which} has the stack '{name}'; allowed: {string.Join(", ", Stacks.Stack.All)}.");

        private Measure MeasureOf(string which) => Results.Measure.All.FirstOrDefault(measure => measure.Name == Measure)
            ?? throw new ComparisonException($"{which} has the measure '{Measure}'; allowed: {string.Join(", ", Results.Measure.All)}.");
    }
}
