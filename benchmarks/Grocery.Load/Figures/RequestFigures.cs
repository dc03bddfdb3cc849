using Grocery.Load.Requests;

namespace Grocery.Load.Figures;

/// <summary>What became of some requests. Not safe for concurrent use.</summary>
internal sealed class RequestFigures(int precision = LatencyHistogram.FinePrecision)
{
    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);

    public LatencyHistogram Latency { get; } = new(precision);

    /// <summary>Gets how many were sent.</summary>
    public long Offered => Latency.Count;

    /// <summary>Gets how many did not get what they asked for.</summary>
    public long Failed { get; private set; }

    /// <summary>Gets how many the service failed: a status of 500 or above, or no answer.</summary>
    public long Errors { get; private set; }

    /// <summary>Gets how many had each status, or each reason to have none.</summary>
    public IReadOnlyDictionary<string, long> Outcomes => _outcomes;

    public double FailedShare => Offered == 0 ? 0 : (double)Failed / Offered;

    public double Availability => Offered == 0 ? 1 : 1 - ((double)Errors / Offered);

    public void Add(LoadSample sample)
    {
        Latency.Add(sample.Latency);
        Failed += sample.IsFailed ? 1 : 0;
        Errors += sample.IsError ? 1 : 0;
        AddOutcome(sample.Failure ?? $"{sample.Status}", 1);
    }

    public void Add(RequestFigures other)
    {
        Latency.Add(other.Latency);
        Failed += other.Failed;
        Errors += other.Errors;
        foreach (var (outcome, count) in other.Outcomes)
            AddOutcome(outcome, count);
    }

    /// <summary>Gets how many a second got what they asked for.</summary>
    public double FulfilledPerSecond(TimeSpan duration) => duration > TimeSpan.Zero ? (Offered - Failed) / duration.TotalSeconds : 0;

    private void AddOutcome(string outcome, long count) => _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + count;
}
