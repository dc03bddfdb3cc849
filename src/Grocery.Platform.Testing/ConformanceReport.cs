namespace Grocery.Platform.Testing;

/// <summary>What all checks came to.</summary>
public sealed class ConformanceReport
{
    internal ConformanceReport(IReadOnlyList<ConformanceResult> results) => Results = results;

    /// <summary>Gets one result for each check of the suite, in the order of <see cref="PlatformConformance.Checks"/>.</summary>
    public IReadOnlyList<ConformanceResult> Results { get; }

    /// <summary>Gets a value indicating whether no check failed and at least one ran.</summary>
    public bool IsPassed => Count(ConformanceOutcome.Failed) == 0 && Count(ConformanceOutcome.Passed) > 0;

    /// <summary>Fails unless at least one check ran and none failed.</summary>
    /// <exception cref="ConformanceException">A check failed, or none ran.</exception>
    public void EnsurePassed()
    {
        if (IsPassed)
            return;

        var failed = Results.Where(result => result.Outcome == ConformanceOutcome.Failed).ToArray();
        throw new ConformanceException(failed.Length == 0
            ? $"No check ran, so nothing is proven.\n{this}"
            : $"{failed.Length} of {Results.Count} checks failed.\n{string.Join('\n', failed.Select(result => result.ToString()))}");
    }

    /// <summary>Lists all results, and counts them.</summary>
    /// <returns>The list.</returns>
    public override string ToString() =>
        $"{string.Join('\n', Results)}\n{Count(ConformanceOutcome.Passed)} passed, {Count(ConformanceOutcome.Failed)} failed, {Count(ConformanceOutcome.NotRun)} not run, {Count(ConformanceOutcome.Excluded)} excluded";

    private int Count(ConformanceOutcome outcome) => Results.Count(result => result.Outcome == outcome);
}
