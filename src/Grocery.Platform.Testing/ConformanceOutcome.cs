namespace Grocery.Platform.Testing;

/// <summary>What a check came to.</summary>
public enum ConformanceOutcome
{
    /// <summary>The service does what the check asks for.</summary>
    Passed,

    /// <summary>The service does something else.</summary>
    Failed,

    /// <summary>The check could not run against this service; the result says why. It is not passed.</summary>
    NotRun,

    /// <summary>The plan leaves the check out, with a reason.</summary>
    Excluded,
}
