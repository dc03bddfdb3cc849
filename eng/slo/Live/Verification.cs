using System.Globalization;
using Grocery.Slo.Definition;

namespace Grocery.Slo.Live;

/// <summary>Holds the promises of a service against what it measures.</summary>
internal sealed class Verification(SloFile file, MetricsPage page)
{
    /// <summary>Finds every metric, label and edge that the service does not have.</summary>
    public IEnumerable<Problem> FindProblems() => file.Promises.SelectMany(promise => FindProblems(promise).Select(problem => problem with
    {
        Message = $"{file.Service} {promise.Name}: {problem.Message}",
    }));

    private IEnumerable<Problem> FindProblems(Promise promise)
    {
        var indicator = promise.Indicator;
        if (!page.Metrics.Contains(indicator.Metric))
        {
            yield return At(indicator.Line, $"the service has no counter or histogram {indicator.Metric}; {NearNames.Suggest(indicator.Metric, page.Metrics)} One of which nothing was measured yet is not there: send such a request first.");
            yield break;
        }

        var counted = page.Find(indicator.Counted);
        var labels = indicator.Where.Concat(indicator.Failed).SelectMany(matcher => FindLabel(matcher, counted)).ToArray();
        foreach (var problem in labels.Concat(labels.Length > 0 ? [] : FindValues(indicator, counted)).Concat(FindEdge(indicator)))
            yield return problem;
    }

    private IEnumerable<Problem> FindLabel(LabelMatcher matcher, IReadOnlyList<LiveSeries> counted)
    {
        if (!counted.Any(series => series.Labels.ContainsKey(matcher.Label)))
            yield return At(matcher.Line, $"no series has the label {matcher.Label}; {NearNames.Suggest(matcher.Label, counted.SelectMany(series => series.Labels.Keys))}");
    }

    // That nothing failed yet is well; that nothing was counted at all is a wrong value, or nobody asked for it.
    private IEnumerable<Problem> FindValues(Indicator indicator, IReadOnlyList<LiveSeries> counted)
    {
        if (counted.Any(series => indicator.Where.All(matcher => Matches(matcher, series))))
            yield break;

        var wrong = indicator.Where.Where(matcher => !counted.Any(series => Matches(matcher, series))).ToArray();
        foreach (var matcher in wrong)
        {
            var values = counted.Select(series => series.Labels.GetValueOrDefault(matcher.Label)).OfType<string>();
            yield return At(matcher.Line, $"no series has {matcher}; {NearNames.Suggest(matcher.Value, values)} A value that did not occur yet is not there: send such a request first.");
        }

        if (wrong.Length == 0)
            yield return At(indicator.Line, $"no series has all of {string.Join(", ", indicator.Where)}, though each of them occurs: look at their combination, or send such a request first.");
    }

    private IEnumerable<Problem> FindEdge(Indicator indicator)
    {
        if (indicator.Within is not { } within)
            yield break;

        string[] edges = [.. page.Find(indicator.Bucket).Select(series => series.Labels.GetValueOrDefault("le")).OfType<string>().Where(edge => edge != "+Inf").Distinct()];
        if (!edges.Any(indicator.Edge.Matches))
        {
            yield return At(
                indicator.Line,
                $"{within.ToString(CultureInfo.InvariantCulture)} s is no edge of the histogram {indicator.Metric}, so nobody could count what is within; its edges are {string.Join(", ", edges)}. Use one of them, or set Platform:Observability:Metrics:Histograms.");
        }
    }

    private Problem At(long line, string message) => new(file.Path, line, message);

    private static bool Matches(LabelMatcher matcher, LiveSeries series) => matcher.Matches(series.Labels.GetValueOrDefault(matcher.Label, ""));
}
