using System.Diagnostics.Metrics;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>What became of the deadlines of requests.</summary>
internal sealed class DeadlineMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _expired = meters.Create(ResilienceMetrics.MeterName).CreateCounter<long>(
        "grocery.resilience.deadline.expired", "{request}", "Requests that arrived after their deadline and were answered 504 unseen.");

    private readonly Counter<long> _exceeded = meters.Create(ResilienceMetrics.MeterName).CreateCounter<long>(
        "grocery.resilience.deadline.exceeded", "{request}", "Requests whose deadline passed before their work had ended.");

    private readonly Counter<long> _malformed = meters.Create(ResilienceMetrics.MeterName).CreateCounter<long>(
        "grocery.resilience.deadline.malformed", "{header}", "Headers whose deadline could not be read and was ignored.");

    public void Expired() => _expired.Add(1);

    public void Exceeded(string outcome) =>
        _exceeded.Add(1, KeyValuePair.Create<string, object?>(DeadlineOutcome.Tag, outcome));

    public void Malformed(string header) =>
        _malformed.Add(1, KeyValuePair.Create<string, object?>("grocery.resilience.deadline.header", header));
}
