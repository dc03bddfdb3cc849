using System.Globalization;
using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>What dashboards and alert rules read.</summary>
internal static class MetricChecks
{
    private const int Requests = 25;
    private const string Page = "docs/observability/metrics.md";
    private const string Count = "http_server_request_duration_seconds_count";

    private static readonly string[] Names =
    [
        "http_server_request_duration_seconds", "http_server_active_requests", "dotnet_gc_collections_total", "dotnet_process_memory_working_set_bytes",
        "grocery_health_probe_status", "grocery_health_drain_status", "target_info",
    ];

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("metrics-parse", "GET /metrics answers the Prometheus text format: every line parses, every sample belongs to a family with one TYPE.", "Prometheus drops the whole scrape for one bad line.", "Look for middleware that changes the answer, and for meters with unusual names.", "docs/observability/prometheus.md", ConformanceNeeds.Management), ParseAsync),
        new(new("metrics-openmetrics", "A client that asks for OpenMetrics gets it, up to # EOF.", "Exemplars, the way from a bucket to a trace, are only in OpenMetrics.", "Look for a proxy or middleware that takes the Accept header away.", "docs/observability/prometheus.md", ConformanceNeeds.Management), OpenMetricsAsync),
        new(new("metrics-keep-names", $"The metrics that the dashboards and alert rules read are there: {string.Join(", ", Names)}.", "An alert on a metric that is not there never fires.", "Look for views that drop or rename instruments, and for Platform:Observability:Metrics:Enabled.", Page, ConformanceNeeds.Management), KeepNamesAsync),
        new(new("metrics-by-route", "Requests are counted by method, route and status.", "An objective can be kept for a route only when it is measured.", "Look for views that take tags from http.server.request.duration.", Page, ConformanceNeeds.Management), ByRouteAsync),
        new(new("metrics-bounded", $"{Requests} unknown paths make no series of their own.", "Whoever scans the service would fill the memory of Prometheus.", "Do not put paths, ids or users into tags.", Page, ConformanceNeeds.Management), BoundedAsync),
        new(new("probes-not-counted", $"{Requests} probes are not in {Count}.", "Probes, which always succeed, would hide the failures of real requests.", "Look for middleware that measures by itself, or sets MetricsDisabled.", Page, ConformanceNeeds.Management | ConformanceNeeds.Start), ProbesNotCountedAsync),
    ];

    private static async Task<Finding> ParseAsync(Trial trial, CancellationToken token)
    {
        var (instance, metrics) = await ScrapeAsync(trial, token).ConfigureAwait(false);
        var problem = PrometheusText.FindProblem(metrics.Body);
        return Finding.Of(
            metrics.Code == 200 && problem is null,
            $"GET {instance.Management.Address}metrics",
            metrics.Code == 200 ? problem ?? "no problem" : $"{metrics}",
            "200 and the text format 0.0.4");
    }

    private static async Task<Finding> OpenMetricsAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var metrics = await instance.Management.GetAsync("/metrics", token, ("Accept", "application/openmetrics-text;version=1.0.0")).ConfigureAwait(false);
        var ends = metrics.Body.TrimEnd('\n').EndsWith("# EOF", StringComparison.Ordinal);
        return Finding.Of(
            ends && metrics.Header("Content-Type").StartsWith("application/openmetrics-text", StringComparison.Ordinal),
            $"GET {instance.Management.Address}metrics with Accept: application/openmetrics-text",
            $"{metrics.Code}, Content-Type {metrics.Header("Content-Type")}, {(ends ? "ends" : "does not end")} with # EOF",
            "application/openmetrics-text that ends with # EOF");
    }

    private static async Task<Finding> KeepNamesAsync(Trial trial, CancellationToken token)
    {
        // One that is measured by requests is there after the first.
        await trial.AskAsync(await trial.MainAsync().ConfigureAwait(false), trial.Plan.Route).ConfigureAwait(false);
        var (instance, metrics) = await ScrapeAsync(trial, token, text => Array.TrueForAll(Names, name => PrometheusText.HasFamily(text, name))).ConfigureAwait(false);
        var missing = Names.Where(name => !PrometheusText.HasFamily(metrics.Body, name)).ToArray();
        return Finding.Of(
            missing.Length == 0,
            $"GET {trial.Plan.Route.Path}, then {instance.Management.Address}metrics",
            missing.Length == 0 ? "all" : $"missing: {string.Join(", ", missing)}",
            string.Join(", ", Names));
    }

    private static async Task<Finding> ByRouteAsync(Trial trial, CancellationToken token)
    {
        var answer = await trial.AskAsync(await trial.MainAsync().ConfigureAwait(false), trial.Plan.Route).ConfigureAwait(false);
        string[] tags = [$"http_request_method=\"{trial.Plan.Route.Method}\"", $"http_response_status_code=\"{answer.Code}\"", "http_route="];
        var (instance, metrics) = await ScrapeAsync(trial, token, IsCounted).ConfigureAwait(false);
        var series = PrometheusText.Samples(metrics.Body, Count).ToArray();
        return Finding.Of(
            IsCounted(metrics.Body),
            $"{trial.Plan.Route}, answered {answer.Code}, then GET {instance.Management.Address}metrics",
            series.Length == 0 ? $"no {Count}" : string.Join(" | ", series.Take(5)),
            $"a series of {Count} with {string.Join(", ", tags)}; the plan's Route must be one that the service has");

        bool IsCounted(string text) =>
            PrometheusText.Samples(text, Count).Any(line => Array.TrueForAll(tags, tag => line.Contains(tag, StringComparison.Ordinal)));
    }

    private static async Task<Finding> BoundedAsync(Trial trial, CancellationToken token)
    {
        var (instance, before) = await ScrapeAsync(trial, token).ConfigureAwait(false);
        for (var i = 0; i < Requests; i++)
            await trial.AskAsync(instance, $"/conformance/{Guid.NewGuid():N}").ConfigureAwait(false);

        var (_, after) = await ScrapeAsync(trial, token).ConfigureAwait(false);
        var grown = PrometheusText.Samples(after.Body, Count).Count() - PrometheusText.Samples(before.Body, Count).Count();
        return Finding.Of(grown < Requests / 2, $"GET {Requests} paths that there are not", $"{grown} new series of {Count}", "one or a few");
    }

    // In an instance of the suite's own: others count the requests of others.
    private static async Task<Finding> ProbesNotCountedAsync(Trial trial, CancellationToken token)
    {
        var (instance, before) = await ScrapeAsync(trial, token).ConfigureAwait(false);
        for (var i = 0; i < Requests; i++)
            await instance.Service.GetAsync("/health/live", token).ConfigureAwait(false);

        var (_, after) = await ScrapeAsync(trial, token).ConfigureAwait(false);
        var counted = Total(after) - Total(before);
        return Finding.Of(counted < Requests, $"GET /health/live {Requests} times", $"{Count} grew by {counted}", "fewer: other requests alone");
    }

    private static double Total(Answer metrics) => PrometheusText.Samples(metrics.Body, Count)
        .Sum(line => double.TryParse(line.Split(' ')[^1], CultureInfo.InvariantCulture, out var value) ? value : 0);

    // A request is measured after it was answered: its caller may be quicker than that, for a moment.
    private static async Task<(Instance Instance, Answer Metrics)> ScrapeAsync(Trial trial, CancellationToken token, Func<string, bool>? isThere = null)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var metrics = await instance.Management.GetAsync("/metrics", token).ConfigureAwait(false);
        var start = TimeProvider.System.GetTimestamp();
        while (isThere?.Invoke(metrics.Body) == false && TimeProvider.System.GetElapsedTime(start) < trial.Plan.Slack)
            metrics = await instance.Management.GetAsync("/metrics", token).ConfigureAwait(false);

        return (instance, metrics);
    }
}
