using Grocery.Load.Figures;

namespace Grocery.Load.Thresholds;

/// <summary>A condition under which a load has failed.</summary>
/// <param name="Text">As it was written down.</param>
/// <param name="Scenario">The scenario that it is about; <see langword="null"/> for all together.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Share">The share of a percentile.</param>
/// <param name="Comparison">How.</param>
/// <param name="Limit">With what, in the unit of the metric.</param>
internal sealed record Threshold(string Text, string? Scenario, ThresholdMetric Metric, double Share, string Comparison, double Limit)
{
    /// <summary>Compares. What nothing was measured of has failed: a load that asked nobody proves nothing.</summary>
    public Verdict Judge(LoadSummary load)
    {
        var figures = Scenario is null ? load.All : load.Scenarios.FirstOrDefault(scenario => scenario.Name == Scenario)?.Figures;
        if (figures is not { Offered: > 0 })
            return new Verdict(Text, IsBroken: true, "nothing was measured");

        var value = Read(figures, load);
        return new Verdict(Text, IsBroken(value), Describe(value));
    }

    private bool IsBroken(double value) => Comparison switch
    {
        ">" => value > Limit,
        ">=" => value >= Limit,
        "<" => value < Limit,
        _ => value <= Limit,
    };

    private double Read(RequestFigures figures, LoadSummary load) => Metric switch
    {
        ThresholdMetric.Percentile => figures.Latency.Percentile(Share).TotalSeconds,
        ThresholdMetric.Mean => figures.Latency.Mean.TotalSeconds,
        ThresholdMetric.Max => figures.Latency.Max.TotalSeconds,
        ThresholdMetric.Errors => figures.FailedShare,
        ThresholdMetric.Availability => figures.Availability,
        ThresholdMetric.Throughput => figures.FulfilledPerSecond(load.Duration),
        _ => load.DroppedCount,
    };

    private string Describe(double value) => FormattableString.Invariant(Metric switch
    {
        ThresholdMetric.Percentile or ThresholdMetric.Mean or ThresholdMetric.Max => (FormattableString)$"{1_000 * value:#,0.##} ms",
        ThresholdMetric.Errors or ThresholdMetric.Availability => $"{100 * value:0.####} %",
        ThresholdMetric.Throughput => $"{value:#,0.##} a second, {60 * value:#,0} a minute",
        _ => $"{value:#,0} dropped",
    });
}
