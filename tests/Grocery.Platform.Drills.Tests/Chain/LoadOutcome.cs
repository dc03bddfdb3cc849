namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>What became of one request.</summary>
/// <param name="Due">When it was to be sent, from the start of the load.</param>
/// <param name="Latency">The time from then to its answer, so that a late sender makes nothing look faster.</param>
/// <param name="Status">The status of the answer, or <see cref="NoAnswer"/>.</param>
internal readonly record struct LoadOutcome(TimeSpan Due, TimeSpan Latency, int Status)
{
    public const int NoAnswer = 0;
}
