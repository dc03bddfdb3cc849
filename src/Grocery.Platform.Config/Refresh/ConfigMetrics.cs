using System.Diagnostics.Metrics;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.Refresh;

/// <summary>What the reads of the sources look like in metrics.</summary>
internal sealed class ConfigMetrics
{
    public const string MeterName = "Grocery.Platform.Config";

    private static readonly InstrumentAdvice<double> Edges = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _requests;

    public ConfigMetrics(IMeterFactory meters, Func<double> age)
    {
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram(
            "grocery.config.load.duration", "s", "Time to read all configuration sources once.", tags: null, Edges);
        _failures = meter.CreateCounter<long>("grocery.config.load.failures", "{failure}", "Configuration sources that could not be read.");
        _requests = meter.CreateCounter<long>("grocery.config.requests", "{request}", "Requests to configuration sources, retries included.");
        meter.CreateObservableGauge("grocery.config.age", age, "s", "Time since all configuration sources were last read.");
    }

    public void Record(SourceLoad load, string outcome)
    {
        _duration.Record(load.Elapsed.TotalSeconds, KeyValuePair.Create<string, object?>("grocery.config.load.outcome", outcome));
        foreach (var failure in load.Failures)
        {
            _failures.Add(
                1,
                KeyValuePair.Create<string, object?>("grocery.config.source", failure.Source.Feature),
                KeyValuePair.Create<string, object?>("error.type", NameOf(failure.Kind)));
        }

        foreach (var read in load.Reads.Where(read => read.Progress.Attempts > 0))
            _requests.Add(read.Progress.Attempts, KeyValuePair.Create<string, object?>("grocery.config.source", read.Source.Feature));
    }

    public static string NameOf(FailureKind kind) => kind switch
    {
        FailureKind.Missing => "missing",
        FailureKind.Unreachable => "unreachable",
        FailureKind.Throttled => "throttled",
        FailureKind.Refused => "refused",
        FailureKind.Denied => "denied",
        FailureKind.Credentials => "credentials",
        FailureKind.Key => "key",
        FailureKind.Setup => "setup",
        _ => "content",
    };
}
