namespace Grocery.Platform.Resilience.Breakers;

/// <summary>What an attempt says about its destination.</summary>
internal enum Verdict
{
    /// <summary>Nothing: it was cancelled.</summary>
    None,
    Success,
    Slow,
    Failure,
}
