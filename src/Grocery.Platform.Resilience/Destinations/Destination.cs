using Grocery.Platform.Resilience.Breakers;
using Grocery.Platform.Resilience.Budgets;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>
/// One destination of one client, or that of a pipeline: what lets its attempts through, and its names in telemetry. Lock-free
/// while its breaker is closed.
/// </summary>
internal sealed class Destination
{
    private int _active;

    public Destination(string client, string name, RetryBudget budget, DestinationTelemetry telemetry)
    {
        (Client, Name, Budget, Telemetry) = (client, name, budget, telemetry);
        Breaker = new Breaker(telemetry.Time, change => telemetry.BreakerChanged(this, change));
        Latencies = new Latencies();
    }

    /// <summary>Gets the name of the client, or of the pipeline.</summary>
    public string Client { get; }

    public string Name { get; }

    public RetryBudget Budget { get; }

    public Breaker Breaker { get; }

    public Latencies Latencies { get; }

    /// <summary>Gets the number of attempts under way.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Gets or sets the time of the last use, in additions to the table. Races only blur the order.</summary>
    public long LastUse { get; set; }

    public DestinationTelemetry Telemetry { get; }

    /// <summary>Lets an attempt through or not. One that was let through must come to <see cref="Leave"/>.</summary>
    /// <returns><see cref="CallOutcome.Success"/>, <see cref="CallOutcome.Limited"/> or <see cref="CallOutcome.Rejected"/>.</returns>
    public CallOutcome Enter(long now, CallOptions options, out bool isTrial)
    {
        isTrial = false;
        if (Interlocked.Increment(ref _active) > options.ConcurrencyLimit)
        {
            Interlocked.Decrement(ref _active);
            return CallOutcome.Limited;
        }

        if (Breaker.TryEnter(now, options, out isTrial))
            return CallOutcome.Success;

        Interlocked.Decrement(ref _active);
        return CallOutcome.Rejected;
    }

    /// <summary>Tells that an attempt was not made, and makes the exception that says so.</summary>
    public Exception Refuse(CallOutcome outcome, CallOptions options)
    {
        Telemetry.Refused(outcome);
        return outcome is CallOutcome.Limited
            ? new ConcurrencyLimitRejectedException(
                $"{options.ConcurrencyLimit} attempts to call {Name} are under way, as many as ConcurrencyLimit of {Client} allows.")
            : new BrokenCircuitException(
                $"The breaker of {Client} is {ResilienceMetrics.NameOf(Breaker.State)} for {Name}: nothing was sent.",
                Breaker.Remaining.GetValueOrDefault());
    }

    /// <summary>
    /// Says whether a time-out speaks against the destination: not when its caller had less time left than the destination usually
    /// takes, or one impatient caller could open the breaker of all.
    /// </summary>
    public bool IsToBlame(TimeSpan timeout, CallOptions options, in CallDeadline deadline) =>
        timeout >= options.AttemptTimeout || !deadline.IsInherited || Latencies.Percentile(0.95) is not { } usual || timeout >= usual;

    /// <returns>How long the attempt took.</returns>
    public TimeSpan Leave(long start, long end, CallOptions options, bool isTrial, CallOutcome outcome, bool isFailure, string failure)
    {
        Interlocked.Decrement(ref _active);
        var duration = Telemetry.Time.GetElapsedTime(start, end);
        var verdict = isFailure ? Verdict.Failure : Verdict.None;
        if (outcome is CallOutcome.Success)
        {
            Latencies.Add(duration);
            verdict = duration < options.BreakerSlowCallDuration ? Verdict.Success : Verdict.Slow;
        }

        Breaker.Report(end, options, isTrial, verdict, failure);
        Telemetry.AttemptEnded(outcome, duration);
        return duration;
    }
}
