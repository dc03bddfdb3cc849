using System.Globalization;
using System.Text;
using System.Text.Json;
using Grocery.Slo.Definition;
using Grocery.Slo.Output;

namespace Grocery.Slo.Prometheus;

/// <summary>Writes the rules of a service for Prometheus: what is recorded, and what alerts.</summary>
internal static class RuleFile
{
    public const string AbsentRunbook = "slo-absent";
    public const string BudgetRunbook = "slo-budget";
    private const string RunbookAddress = "https://github.com/grocery-platform/grocery-platform/blob/main/docs/operations/runbooks";

    public static string Write(SloFile file)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {GeneratedFiles.Notice(file.Path)}");
        text.AppendLine("groups:");
        text.AppendLine(CultureInfo.InvariantCulture, $"  - name: slo-{file.Service}");
        text.AppendLine(CultureInfo.InvariantCulture, $"    interval: {SloSeries.IntervalSeconds}s");
        text.AppendLine("    rules:");
        foreach (var promise in file.Promises)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"      # {promise.Name}: {Percent(promise)} % in {file.WindowDays} days. {promise.Description}.");
            AppendRecords(text, file, promise);
            AppendAlerts(text, file, promise);
        }

        return text.ToString();
    }

    private static void AppendRecords(StringBuilder text, SloFile file, Promise promise)
    {
        var series = new SloSeries(file, promise);
        void Record(string name, string expression) => Append(text, "record", name, expression, [("service", file.Service), ("slo", promise.Name)], []);

        Record(SloSeries.Objective, $"vector({series.ObjectiveRatio})");
        foreach (var window in SloSeries.MeasuredWindows)
        {
            Record(SloSeries.Events(window), series.MeasureEvents(window));
            Record(SloSeries.Failures(window), series.MeasureFailures(window));
        }

        foreach (var window in SloSeries.MeasuredWindows.Concat(series.SummedWindows))
            Record(SloSeries.ErrorRatio(window), series.ReckonErrorRatio(window));

        Record(SloSeries.Remaining, $"1 - {series.Of(SloSeries.ErrorRatio(series.BudgetWindow))} / {series.Budget}");
    }

    private static void AppendAlerts(StringBuilder text, SloFile file, Promise promise)
    {
        var series = new SloSeries(file, promise);
        var objective = $"{Percent(promise)} % in {file.WindowDays} days";
        void Alert(string name, string severity, string expression, string runbook, string summary, string description, string? wait = null) => Append(
            text, "alert", name, expression, [("severity", severity), ("service", file.Service), ("slo", promise.Name)],
            [("summary", summary), ("description", description), ("runbook_url", $"{RunbookAddress}/{runbook}.md")], wait);

        Alert(
            "SloBurnsFast", "page", Burns(series, file, BurnWindow.Fast), promise.Runbook,
            $"{file.Service} breaks its promise {promise.Name}: {{{{ $value | humanizePercentage }}}} of the events fail",
            $"{promise.Description}: {objective}. At this rate the budget is used up within days. It clears when the short window is well again.");
        Alert(
            "SloBurnsSlowly", "ticket", Burns(series, file, BurnWindow.Slow), promise.Runbook,
            $"{file.Service} will not keep its promise {promise.Name}: {{{{ $value | humanizePercentage }}}} of the events fail",
            $"{promise.Description}: {objective}. Look at it on the next working day, before the budget is used up.");
        Alert(
            "SloBudgetSpent", "ticket",
            $"""
            {series.Of(SloSeries.Remaining)} < 0
            and {series.CountFailures(series.BudgetWindow)} >= {file.MinimumFailures}
            """,
            BudgetRunbook,
            $"{file.Service} has broken its promise {promise.Name}: {{{{ $value | humanizePercentage }}}} of the budget is left",
            $"{promise.Description}: {objective}. Until the budget is back, what makes the service more reliable goes first.");
        Alert(
            "SloIndicatorAbsent", "ticket", $"max by (service) (absent({series.Indicator}))", AbsentRunbook,
            $"{file.Service} does not measure its promise {promise.Name}",
            $"{series.Indicator} has not been there for {promise.AbsentAfter}, so nobody is told when the promise is broken.",
            promise.AbsentAfter);
    }

    // Fewer failures than the minimum tell nothing, however few events there were besides.
    private static string Burns(SloSeries series, SloFile file, IReadOnlyList<BurnWindow> windows) =>
        string.Join("\nor\n", windows.Select(window =>
            $"""
            (
              {series.Of(SloSeries.ErrorRatio(window.Long))} > {window.Rate} * {series.Budget}
              and {series.Of(SloSeries.ErrorRatio(window.Short))} > {window.Rate} * {series.Budget}
              and {series.CountFailures(window.Long)} >= {file.MinimumFailures}
            )
            """));

    private static void Append(
        StringBuilder text,
        string kind,
        string name,
        string expression,
        IEnumerable<(string Name, string Value)> labels,
        IReadOnlyList<(string Name, string Value)> annotations,
        string? wait = null)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"      - {kind}: {name}");
        text.AppendLine("        expr: |-");
        foreach (var line in expression.Split('\n'))
            text.AppendLine(CultureInfo.InvariantCulture, $"          {line}");

        if (wait is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"        for: {wait}");

        text.AppendLine(CultureInfo.InvariantCulture, $"        labels: {{ {string.Join(", ", labels.Select(label => $"{label.Name}: {label.Value}"))} }}");
        if (annotations.Count == 0)
            return;

        text.AppendLine("        annotations:");
        foreach (var (key, value) in annotations)
            text.AppendLine(CultureInfo.InvariantCulture, $"          {key}: {Quote(value)}");
    }

    private static string Percent(Promise promise) => promise.Objective.ToString(CultureInfo.InvariantCulture);

    // A text of JSON is one of YAML too.
    private static string Quote(string text) => JsonSerializer.Serialize(text, GeneratedFiles.Json);
}
