namespace Grocery.Platform.Testing;

/// <summary>What one check came to.</summary>
/// <param name="Check">The check.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Done">What the suite did; empty when the check did not run.</param>
/// <param name="Seen">What it saw.</param>
/// <param name="Expected">What it expected.</param>
/// <param name="Reason">Why the check did not run, or was left out; else empty.</param>
/// <param name="Took">How long it took.</param>
public sealed record ConformanceResult(
    ConformanceCheck Check, ConformanceOutcome Outcome, string Done, string Seen, string Expected, string Reason, TimeSpan Took)
{
    /// <summary>Says what the check came to; of a failure, everything that is needed to repair it.</summary>
    /// <returns>One line, or six for a failure.</returns>
    public override string ToString() => Outcome switch
    {
        ConformanceOutcome.Passed => $"passed    {Check.Name}",
        ConformanceOutcome.Failed =>
            $"""
            FAILED    {Check.Name}
                      done:     {Done}
                      seen:     {Seen}
                      expected: {Expected}
                      repair:   {Check.Repair}
                      page:     {Check.PageAddress}
            """,
        ConformanceOutcome.Excluded => $"excluded  {Check.Name}: {Reason}",
        _ => $"not run   {Check.Name}: {Reason}",
    };
}
