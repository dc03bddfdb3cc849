using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grocery.Slo.Definition;
using Grocery.Slo.Output;
using Grocery.Slo.Prometheus;

namespace Grocery.Slo.Grafana;

/// <summary>Writes the dashboard of a service's promises: for each a row with what was promised, what is left, and how fast it goes.</summary>
internal static class Dashboard
{
    private const int RowHeight = 1;
    private const int GraphHeight = 8;
    private static readonly string[] BurnRates = ["5m", "1h", "6h", "3d"];

    public static string Write(SloFile file)
    {
        var panels = new JsonArray();
        foreach (var (index, promise) in file.Promises.Index())
            AddPanels(panels, file, promise, index * (RowHeight + GraphHeight));

        return JsonSerializer.Serialize(
            new JsonObject
            {
                ["uid"] = $"slo-{file.Service}",
                ["title"] = $"SLO: {file.Service}",
                ["description"] = GeneratedFiles.Notice(file.Path),
                ["tags"] = new JsonArray("slo", file.Service),
                ["timezone"] = "browser",
                ["schemaVersion"] = 39,
                ["editable"] = false,
                ["refresh"] = "1m",
                ["time"] = new JsonObject { ["from"] = "now-24h", ["to"] = "now" },
                ["templating"] = new JsonObject
                {
                    ["list"] = new JsonArray(new JsonObject { ["name"] = "datasource", ["label"] = "Data source", ["type"] = "datasource", ["query"] = "prometheus" }),
                },
                ["panels"] = panels,
            },
            GeneratedFiles.Json) + "\n";
    }

    private static void AddPanels(JsonArray panels, SloFile file, Promise promise, int y)
    {
        var series = new SloSeries(file, promise);
        void Add(int x, int width, int height, int below, JsonObject panel)
        {
            panel["id"] = panels.Count + 1;
            panel["gridPos"] = new JsonObject { ["h"] = height, ["w"] = width, ["x"] = x, ["y"] = y + below };
            panels.Add(panel);
        }

        Add(0, 24, RowHeight, 0, new JsonObject { ["type"] = "row", ["title"] = $"{promise.Name}: {promise.Description}", ["collapsed"] = false, ["panels"] = new JsonArray() });
        Add(0, 4, 2, 1, Stat("Promised", series.Of(SloSeries.Objective), []));
        Add(0, 4, 3, 3, Stat($"Kept, last {file.WindowDays} days", $"1 - {series.Of(SloSeries.ErrorRatio(series.BudgetWindow))}", [("red", null), ("green", series.ObjectiveRatio)]));
        Add(0, 4, 3, 6, Stat("Budget left", series.Of(SloSeries.Remaining), [("red", null), ("orange", "0.05"), ("green", "0.25")]));
        Add(4, 7, GraphHeight, 1, Graph(
            "Burn rate (1 uses the budget up exactly)", "none",
            [.. BurnRates.Select(window => ($"{series.Of(SloSeries.ErrorRatio(window))} / {series.Budget}", window))],
            [("green", null), ("orange", BurnWindow.Slow[0].Rate), ("red", BurnWindow.Fast[0].Rate)]));
        Add(11, 6, GraphHeight, 1, Graph("Budget left", "percentunit", [(series.Of(SloSeries.Remaining), "left")], [("red", null), ("green", "0")]));
        Add(17, 7, GraphHeight, 1, Graph(
            "Events a second", "reqps", [(series.Of(SloSeries.Events()), "all"), (series.Of(SloSeries.Failures()), "failed")], []));
    }

    private static JsonObject Stat(string title, string query, (string Color, string? From)[] steps)
    {
        var panel = Panel("stat", title, "percentunit", [(query, "")], steps);
        panel["options"] = new JsonObject { ["reduceOptions"] = new JsonObject { ["calcs"] = new JsonArray("lastNotNull") }, ["graphMode"] = "none" };
        return panel;
    }

    private static JsonObject Graph(string title, string unit, (string Query, string Legend)[] queries, (string Color, string? From)[] steps)
    {
        var panel = Panel("timeseries", title, unit, queries, steps);
        if (steps.Length > 0)
            panel["fieldConfig"]!["defaults"]!["custom"] = new JsonObject { ["thresholdsStyle"] = new JsonObject { ["mode"] = "line" } };

        return panel;
    }

    private static JsonObject Panel(string type, string title, string unit, (string Query, string Legend)[] queries, (string Color, string? From)[] steps)
    {
        var defaults = new JsonObject { ["unit"] = unit };
        if (steps.Length > 0)
        {
            defaults["thresholds"] = new JsonObject
            {
                ["mode"] = "absolute",
                ["steps"] = new JsonArray(
                [
                    .. steps.Select(step => new JsonObject
                    {
                        ["color"] = step.Color,
                        ["value"] = step.From is null ? null : decimal.Parse(step.From, CultureInfo.InvariantCulture),
                    }),
                ]),
            };
        }

        return new JsonObject
        {
            ["type"] = type,
            ["title"] = title,
            ["datasource"] = new JsonObject { ["type"] = "prometheus", ["uid"] = "${datasource}" },
            ["fieldConfig"] = new JsonObject { ["defaults"] = defaults, ["overrides"] = new JsonArray() },
            ["targets"] = new JsonArray(
            [
                .. queries.Select((query, index) => new JsonObject
                {
                    ["refId"] = ((char)('A' + index)).ToString(),
                    ["expr"] = query.Query,
                    ["legendFormat"] = query.Legend,
                }),
            ]),
        };
    }
}
