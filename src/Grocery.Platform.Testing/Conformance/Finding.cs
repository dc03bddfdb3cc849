namespace Grocery.Platform.Testing.Conformance;

/// <summary>What a check found.</summary>
internal sealed record Finding(ConformanceOutcome Outcome, string Done, string Seen, string Expected, string Reason)
{
    public static Finding Of(bool holds, string done, string seen, string expected) =>
        new(holds ? ConformanceOutcome.Passed : ConformanceOutcome.Failed, done, seen, expected, "");

    /// <summary>The check has nothing to look at in this service.</summary>
    public static Finding NotRun(string reason) => new(ConformanceOutcome.NotRun, "", "", "", reason);
}
