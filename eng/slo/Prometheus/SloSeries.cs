using System.Globalization;
using Grocery.Slo.Definition;

namespace Grocery.Slo.Prometheus;

/// <summary>The series of one promise: those that the service measures, and those that are recorded from them.</summary>
internal sealed class SloSeries(SloFile file, Promise promise)
{
    /// <summary>How often the rules are evaluated, in seconds: so much time stands for each recorded rate.</summary>
    public const int IntervalSeconds = 30;

    public const string Objective = "slo:objective:ratio";
    public const string Remaining = "slo:error_budget:remaining_ratio";
    private const string ShortestWindow = "5m";
    private const string MeasuredHour = "1h";

    private readonly Indicator _indicator = promise.Indicator;

    /// <summary>Gets the windows that are measured themselves, so that a fault shows at once.</summary>
    public static IReadOnlyList<string> MeasuredWindows { get; } = [ShortestWindow, "30m", MeasuredHour];

    /// <summary>Gets the windows that are sums of the shortest: it is one series, where the service has one for each route, status and instance.</summary>
    public IReadOnlyList<string> SummedWindows { get; } = ["2h", "6h", "1d", "3d", string.Create(CultureInfo.InvariantCulture, $"{file.WindowDays}d")];

    public string BudgetWindow => SummedWindows[^1];

    public string Budget => promise.Budget.ToString("0.######", CultureInfo.InvariantCulture);

    public string ObjectiveRatio => (promise.Objective / 100).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Gets what counts the events, which must be there.</summary>
    public string Indicator => _indicator.Within is null
        ? Select(_indicator.Counted, _indicator.Where)
        : Select(_indicator.Bucket, [.. _indicator.Where, _indicator.Edge]);

    public static string Events(string window = ShortestWindow) => $"slo:events:rate{window}";

    public static string Failures(string window = ShortestWindow) => $"slo:failures:rate{window}";

    public static string ErrorRatio(string window) => $"slo:error_ratio:rate{window}";

    /// <summary>Selects a recorded series of this promise.</summary>
    public string Of(string record) => $"{record}{{service=\"{file.Service}\", slo=\"{promise.Name}\"}}";

    /// <summary>Measures the events of a window.</summary>
    public string MeasureEvents(string window) => $"sum(rate({Select(_indicator.Counted, _indicator.Where)}[{window}]))";

    /// <summary>Measures the failures of a window. A status that never occurred has no series: that is no failure, but no bucket is no answer.</summary>
    public string MeasureFailures(string window) => _indicator.Within is null
        ? $"""
          sum(rate({Select(_indicator.Counted, [.. _indicator.Where, .. _indicator.Failed])}[{window}]))
          or
          {MeasureEvents(window)} * 0
          """
        : $"""
          clamp_min(
            {MeasureEvents(window)}
            - sum(rate({Indicator}[{window}])),
            0)
          """;

    /// <summary>Reckons the share of failures in a window. Without events there is none, rather than a good one.</summary>
    public string ReckonErrorRatio(string window) => MeasuredWindows.Contains(window)
        ? $"{Of(Failures(window))} / ({Of(Events(window))} > 0)"
        : $"""
          sum_over_time({Of(Failures())}[{window}])
          / (sum_over_time({Of(Events())}[{window}]) > 0)
          """;

    /// <summary>Counts the failures within an hour or longer, whatever of it was recorded.</summary>
    public string CountFailures(string window) => window == MeasuredHour
        ? $"{Of(Failures(window))} * 3600"
        : $"sum_over_time({Of(Failures())}[{window}]) * {IntervalSeconds}";

    private string Select(string metric, IReadOnlyList<LabelMatcher> matchers) =>
        $"{metric}{{{string.Join(", ", matchers.Prepend(new LabelMatcher("service", file.Service, IsPattern: false, 0)))}}}";
}
