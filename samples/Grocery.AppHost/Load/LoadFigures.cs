using System.Globalization;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Load;

/// <summary>The figures of some requests.</summary>
internal sealed class LoadFigures
{
    private readonly double[] _latencies;

    public LoadFigures(IReadOnlyList<LoadSample> samples, TimeSpan duration)
    {
        Offered = samples.Count;
        Answered = samples.Count(sample => sample.IsAnswered);
        Failed = samples.Count(sample => sample.IsFailed);
        Errors = samples.Count(sample => sample.IsError);
        Duration = duration;
        ByStatus = new SortedDictionary<int, int>(samples.CountBy(sample => sample.Status).ToDictionary());
        FailedBy = new SortedDictionary<string, int>(
            samples.Where(sample => sample.IsFailed).CountBy(sample => $"{sample.Step} {sample.Status}").ToDictionary(), StringComparer.Ordinal);
        _latencies = [.. samples.Select(sample => sample.Latency.TotalMilliseconds).Order()];
    }

    public int Offered { get; }

    /// <summary>Gets how many had an answer, of whatever status, within their bound.</summary>
    public int Answered { get; }

    /// <summary>Gets how many did not get what they asked for.</summary>
    public int Failed { get; }

    /// <summary>Gets how many the shop failed: a status of 500 or above, or no answer.</summary>
    public int Errors { get; }

    public TimeSpan Duration { get; }

    public IReadOnlyDictionary<int, int> ByStatus { get; }

    /// <summary>Gets how many failed, by what was wanted and what was answered.</summary>
    public IReadOnlyDictionary<string, int> FailedBy { get; }

    public double FailedShare => Offered == 0 ? 0 : (double)Failed / Offered;

    public double Availability => Offered == 0 ? 1 : 1 - ((double)Errors / Offered);

    /// <summary>Gets how many a minute got what they asked for.</summary>
    public double FulfilledPerMinute => Duration > TimeSpan.Zero ? (Offered - Failed) / Duration.TotalMinutes : 0;

    /// <summary>Gets the latency in milliseconds that a share of the requests do not exceed; exact, from all of them.</summary>
    public double Percentile(double share) =>
        _latencies.Length == 0 ? 0 : _latencies[Math.Max(0, (int)Math.Ceiling(share * _latencies.Length) - 1)];

    /// <summary>Tells what was answered how often, and what failed of it; status 0 is no answer.</summary>
    public string DescribeStatuses()
    {
        var statuses = string.Join(", ", ByStatus.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value:N0} x {entry.Key}")));
        return Failed == 0 ? statuses : $"{statuses}; failed: {string.Join(", ", FailedBy.Select(entry => $"{entry.Value} x {entry.Key}"))}";
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Offered,6:N0} offered  {Answered,6:N0} answered  {Failed,5:N0} failed ({FailedShare,6:P2})  p50 {Percentile(0.5),4:N0} ms  p95 {Percentile(0.95),5:N0} ms  p99 {Percentile(0.99),5:N0} ms");
}
