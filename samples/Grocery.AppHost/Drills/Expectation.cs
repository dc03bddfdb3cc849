namespace Grocery.AppHost.Drills;

/// <summary>What must hold in a drill, and how to tell from what was measured.</summary>
/// <param name="Text">In words, with its numbers.</param>
/// <param name="Check">Tells whether it holds, and what was measured.</param>
internal sealed record Expectation(string Text, Func<DrillRecord, Finding> Check)
{
    /// <summary>Gets a value indicating whether it is about how fast the shop is, which other programs of the machine have a say in.</summary>
    public bool IsAboutSpeed { get; init; }
}

/// <param name="IsMet">Whether the expectation holds.</param>
/// <param name="Measured">What was measured, in words.</param>
internal sealed record Finding(bool IsMet, string Measured)
{
    /// <summary>Gets a value indicating whether a busy machine alone can be why it does not hold: whoever was refused was told when to come again.</summary>
    public bool IsAboutSpeed { get; init; }
}
