using System.Diagnostics.Metrics;
using Grocery.Platform.Config.Flags.Evaluation;
using Grocery.Platform.Config.Refresh;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.Flags.Telemetry;

/// <summary>The instruments of flags. All are read when somebody looks, so that an evaluation measures nothing.</summary>
internal sealed class FlagMetrics(IMeterFactory meters, LiveFlags live, EvaluationCounts counts, UnknownFlags unknown, SecretValues secrets) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(ConfigMetrics.MeterName);
        meter.CreateObservableCounter(
            "grocery.flags.evaluations", () => counts.All.Select(series => series.Measure()), "{evaluation}", "Answers of flags, by variant and reason.");
        meter.CreateObservableCounter("grocery.flags.unknown", () => unknown.Count, "{evaluation}", "Questions for flags that are not defined.");
        meter.CreateObservableUpDownCounter(
            "grocery.flags.stale", MeasureStale, "{flag}", "1 for each flag that has expired.");
        meter.CreateObservableUpDownCounter(
            "grocery.flags.rejected",
            () => live.Current.Flags.Count(flag => flag.Definition.Problem is not null),
            "{flag}",
            "Flags whose definition cannot be used now, so that the last good one stays.");
        meter.CreateObservableUpDownCounter(
            "grocery.flags.overridden", () => live.Current.Flags.Count(flag => flag.Override is not null), "{flag}", "Flags that an operator holds on or off.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<int>> MeasureStale()
    {
        var now = live.Time.GetUtcNow();
        return live.Current.Flags
            .Where(flag => flag.Definition.Ownership.IsStale(now))
            .Select(flag => new Measurement<int>(
                1,
                KeyValuePair.Create<string, object?>("feature_flag.key", flag.Name),
                KeyValuePair.Create<string, object?>("grocery.flags.owner", secrets.Redact(flag.Definition.Ownership.Owner ?? "unknown"))));
    }
}
