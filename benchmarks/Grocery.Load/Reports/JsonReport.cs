using System.Text.Encodings.Web;
using System.Text.Json;
using Grocery.Load.Figures;

namespace Grocery.Load.Reports;

/// <summary>The result for programs. Latencies in milliseconds, times in seconds.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(LoadResult result)
    {
        var (settings, summary, generator) = (result.Settings, result.Summary, result.Generator);
        return JsonSerializer.Serialize(
            new
            {
                result.Began,
                result.IsInterrupted,
                Passed = !result.IsBroken,
                Settings = new
                {
                    Target = settings.Mix is null ? null : settings.Target,
                    settings.Mix,
                    Urls = settings.Urls.Select(url => new { Name = url.ScenarioName, Method = url.Method.Method, url.Url, url.Weight }),
                    WarmUp = settings.WarmUp.TotalSeconds,
                    Stages = settings.Stages.Select(stage => new { Duration = stage.Duration.TotalSeconds, stage.From, stage.To }),
                    Arrivals = settings.IsPoisson ? "poisson" : "constant",
                    settings.Seed,
                    settings.Concurrency,
                    TimeOut = settings.TimeOut.TotalSeconds,
                },
                Duration = summary.Duration.TotalSeconds,
                All = Describe(summary.All, summary.Duration),
                Scenarios = summary.Scenarios.ToDictionary(
                    scenario => scenario.Name,
                    scenario => new
                    {
                        All = Describe(scenario.Figures, summary.Duration),
                        Steps = scenario.Steps.Where(step => step.Name.Length > 0).ToDictionary(step => step.Name, step => Describe(step.Figures, summary.Duration)),
                    }),
                summary.Dropped,
                summary.Abandoned,
                summary.MostUnderWay,
                Generator = new { generator.Processors, generator.Available, LateP99 = generator.LateP99.TotalMilliseconds, LateMax = generator.LateMax.TotalMilliseconds },
                Intervals = summary.Intervals.Select(interval => new
                {
                    Start = interval.Start.TotalSeconds,
                    Sent = interval.Figures.Offered,
                    interval.Figures.Failed,
                    P50 = interval.Figures.Latency.Percentile(0.5).TotalMilliseconds,
                    P95 = interval.Figures.Latency.Percentile(0.95).TotalMilliseconds,
                    P99 = interval.Figures.Latency.Percentile(0.99).TotalMilliseconds,
                }),
                Thresholds = result.Verdicts,
                Warnings = result.Doubts,
            },
            Layout);
    }

    private static object Describe(RequestFigures figures, TimeSpan duration) => new
    {
        Sent = figures.Offered,
        figures.Failed,
        figures.Errors,
        ErrorRate = figures.FailedShare,
        figures.Availability,
        PerSecond = figures.FulfilledPerSecond(duration),
        Mean = figures.Latency.Mean.TotalMilliseconds,
        Percentiles = ReportText.Percentiles.ToDictionary(percentile => percentile.Name, percentile => figures.Latency.Percentile(percentile.Share).TotalMilliseconds),
        Max = figures.Latency.Max.TotalMilliseconds,
        figures.Outcomes,
    };
}
