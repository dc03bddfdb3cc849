using System.Diagnostics;
using Grocery.Platform.Resilience.Breakers;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>Tells of one destination: measurements with its tags, which are built once; events of the span around the call; log lines.</summary>
internal sealed class DestinationTelemetry
{
    private static readonly string[] OutcomeNames =
        ["success", "transient_status", "timeout", "error", "canceled", "rejected", "limited"];

    private readonly ResilienceMetrics _metrics;
    private readonly ILogger _logger;
    private readonly KeyValuePair<string, object?>[][] _tagsByOutcome;

    public DestinationTelemetry(
        ResilienceMetrics metrics, TimeProvider time, ILogger logger, bool hasOwnSeries, params KeyValuePair<string, object?>[] tags)
    {
        (_metrics, Time, _logger, HasOwnSeries, Tags) = (metrics, time, logger, hasOwnSeries, tags);
        _tagsByOutcome = Array.ConvertAll(OutcomeNames, name => With("grocery.resilience.outcome", name));
    }

    public TimeProvider Time { get; }

    /// <summary>Gets a value indicating whether no other destination has the same tags.</summary>
    public bool HasOwnSeries { get; }

    /// <summary>Gets the tags that name the destination.</summary>
    public KeyValuePair<string, object?>[] Tags { get; }

    public static string NameOf(CallOutcome outcome) => OutcomeNames[(int)outcome];

    public void AttemptEnded(CallOutcome outcome, TimeSpan duration)
    {
        if (_metrics.AttemptDuration.Enabled)
            _metrics.AttemptDuration.Record(duration.TotalSeconds, _tagsByOutcome[(int)outcome]);
    }

    public void CallEnded(CallOutcome outcome, TimeSpan duration)
    {
        if (_metrics.CallDuration.Enabled)
            _metrics.CallDuration.Record(duration.TotalSeconds, _tagsByOutcome[(int)outcome]);
    }

    public void Retrying(Destination destination, int retry, TimeSpan delay, string failure)
    {
        if (_metrics.Retries.Enabled)
            _metrics.Retries.Add(1, With("error.type", failure));

        Log.Retrying(_logger, retry, destination.Client, destination.Name, delay, failure);
        AddEvent(
            "grocery.resilience.retry",
            new("http.request.resend_count", retry),
            new("error.type", failure),
            new("grocery.resilience.retry.delay", delay.TotalSeconds));
    }

    public void RetryWithheld(string reason)
    {
        if (_metrics.WithheldRetries.Enabled)
            _metrics.WithheldRetries.Add(1, With("grocery.resilience.reason", reason));
    }

    public void Hedging(TimeSpan delay) =>
        AddEvent("grocery.resilience.hedge", new KeyValuePair<string, object?>("grocery.resilience.hedge.delay", delay.TotalSeconds));

    public void Hedged(bool isWon)
    {
        if (_metrics.Hedges.Enabled)
            _metrics.Hedges.Add(1, With("grocery.resilience.hedge.won", isWon));
    }

    /// <summary>Tells that an attempt was not made.</summary>
    public void Refused(CallOutcome outcome) =>
        AddEvent("grocery.resilience.refused", new KeyValuePair<string, object?>("grocery.resilience.reason", NameOf(outcome)));

    public void BreakerChanged(Destination destination, BreakerChange change)
    {
        var state = ResilienceMetrics.NameOf(change.State);
        if (_metrics.Transitions.Enabled)
            _metrics.Transitions.Add(1, With("grocery.resilience.breaker.state", state));

        AddEvent("grocery.resilience.breaker", new KeyValuePair<string, object?>("grocery.resilience.breaker.state", state));
        switch (change)
        {
            case { State: BreakerState.Open, Duration: { } duration }:
                Log.BreakerOpened(_logger, destination.Client, destination.Name, duration, change.Reason);
                break;
            case { State: BreakerState.Closed, IsByOperator: false }:
                Log.BreakerClosed(_logger, destination.Client, destination.Name);
                break;
        }
    }

    // The client span of the attempt is made and ended by the handlers below; the span around the call is the one to tell.
    private void AddEvent(string name, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Activity.Current is { IsAllDataRequested: true } activity)
            activity.AddEvent(new ActivityEvent(name, Time.GetUtcNow(), [.. Tags, .. tags]));
    }

    private KeyValuePair<string, object?>[] With(string name, object value) => [.. Tags, new(name, value)];
}
