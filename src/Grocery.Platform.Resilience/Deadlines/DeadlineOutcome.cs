namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>How a request met its deadline, as metrics and spans say it.</summary>
internal static class DeadlineOutcome
{
    public const string Tag = "grocery.resilience.deadline.outcome";

    /// <summary>It was over on arrival.</summary>
    public const string Expired = "expired";

    /// <summary>Its work ended because of the deadline, with the answer that says so.</summary>
    public const string Cut = "cut";

    /// <summary>Its work went on past the deadline, to an answer or a failure of its own.</summary>
    public const string Late = "late";
}
