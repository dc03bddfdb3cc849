using Grocery.Platform.Comparison.Experiments;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison;

/// <summary>What was asked for.</summary>
internal sealed record ComparisonSettings
{
    public const int DefaultRounds = 11;

    public const int DefaultSeconds = 2;

    public const int DefaultRequests = 2_000_000;

    public const int DefaultLines = 1_000_000;

    // Longer than spans wait for the rest of their batch (5 s), so that what is on its way out has left.
    public const int DefaultPause = 6;

    public IReadOnlyList<string> Experiments { get; init; } = Experiment.Names;

    public IReadOnlyList<Stack> Stacks { get; init; } = Stack.All;

    public int Rounds { get; init; } = DefaultRounds;

    public int Seconds { get; init; } = DefaultSeconds;

    /// <summary>Gets how many requests the soak sends.</summary>
    public int Requests { get; init; } = DefaultRequests;

    /// <summary>Gets how many lines each process of the stdout experiment writes.</summary>
    public int Lines { get; init; } = DefaultLines;

    /// <summary>Gets for how many seconds a service of the soak rests before each look at its heap.</summary>
    public int Pause { get; init; } = DefaultPause;

    public required string Output { get; init; }

    public bool IsGate { get; init; }

    /// <summary>Gets the rounds of what takes long and spreads little: a third.</summary>
    public int FewRounds => (Rounds + 2) / 3;
}
