using System.Globalization;
using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>What the service has printed by the time it ended.</summary>
internal static class LogChecks
{
    private const string Page = "docs/observability/logs.md";
    private const string Repair = "Write by ILogger only: no Console, no logger of another kind; leave Platform:Observability:Logging:Enabled on.";

    private static readonly string[] Members = ["timestamp", "level", "message", "logger", "service", "version", "environment", "instance"];

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("log-lines-are-json", "Every line on standard output is one JSON object.", "A collector that expects JSON drops, or garbles, what is none.", Repair, Page, ConformanceNeeds.Process), (trial, _) => AreJsonAsync(trial)),
        new(new("log-lines-complete", $"Every JSON line has {string.Join(", ", Members)}.", "Who said it and when is what a search begins with.", Repair, Page, ConformanceNeeds.Process), (trial, _) => CompleteAsync(trial)),
        new(new("log-timestamps-in-utc", "Every timestamp is RFC 3339 in UTC.", "Lines of several services come together in the wrong order.", Repair, Page, ConformanceNeeds.Process), (trial, _) => InUtcAsync(trial)),
        new(new("log-lines-carry-trace-ids", "The line of a request has the trace id that came in with traceparent.", "Nothing leads from a trace to its lines.", "Leave tracing on, and the members trace_id and span_id in the line.", Page, ConformanceNeeds.Process), (trial, _) => CarryTraceIdsAsync(trial)),
        new(new("log-one-line-a-request", "Each request has exactly one request line (event 2000 or 2001).", "None: nobody knows what was asked. Two: every count is wrong.", "Leave Platform:Observability:Requests:Enabled on, and log no requests beside it.", "docs/observability/request-line.md", ConformanceNeeds.Process), (trial, _) => OneLineARequestAsync(trial)),
        new(new("log-probes-silent", "Probes have no request line.", "A line each second of each instance is most of the bill, and says nothing.", "Look for logging middleware ahead of the platform.", "docs/observability/request-line.md", ConformanceNeeds.Process), (trial, _) => ProbesSilentAsync(trial)),
        new(new("log-boot-report", "The start writes the boot report (event 6000) once.", "It says what is on, what is off and which key decided: the first question in an incident.", "Leave the category Grocery.Platform at Information, and call AddGroceryPlatform().", Page, ConformanceNeeds.Process), (trial, _) => BootReportAsync(trial)),
        new(new("log-nothing-on-stderr", "A service that is well prints nothing on standard error.", "Most collectors read standard output alone, or take every line of the other for an error.", Repair, Page, ConformanceNeeds.Process), (trial, _) => NothingOnErrorAsync(trial)),
        new(new("ready-after-warm-up", "Readiness is 200 only when every warm-up task has ended (event 5030 or 5031).", "The first requests would pay for the cold start, or fail.", "Do the work in AddWarmup, and let nothing answer /health/ready ahead of the platform.", "docs/health/warm-up.md", ConformanceNeeds.Process), (trial, _) => AfterWarmupAsync(trial)),
    ];

    private static async Task<Finding> AreJsonAsync(Trial trial)
    {
        var instance = await EndedAsync(trial).ConfigureAwait(false);
        var bad = instance.Process.Output.FirstOrDefault(line => LogLine.TryRead(line) is null);
        return Finding.Of(
            bad is null && instance.Process.Output.Count > 0,
            $"Read all {instance.Process.Output.Count} lines of standard output",
            bad is not null ? $"no JSON object: {bad}" : instance.Process.Output.Count == 0 ? "no line" : "each is a JSON object",
            "one JSON object a line");
    }

    private static async Task<Finding> CompleteAsync(Trial trial)
    {
        var bad = (await LinesAsync(trial).ConfigureAwait(false)).FirstOrDefault(line => Array.Exists(Members, member => line.Text(member).Length == 0));
        return Finding.Of(
            bad is null,
            "Read all JSON lines",
            bad is null ? "each has them" : $"without {string.Join(", ", Members.Where(member => bad.Text(member).Length == 0))}: {bad}",
            string.Join(", ", Members));
    }

    private static async Task<Finding> InUtcAsync(Trial trial)
    {
        var bad = (await LinesAsync(trial).ConfigureAwait(false)).FirstOrDefault(line =>
            line.Text("timestamp") is { Length: > 0 } text && !(text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var _)));
        return Finding.Of(bad is null, "Read the timestamps of all JSON lines", bad is null ? "each in UTC" : bad.Text("timestamp"), "such as 2026-11-21T09:15:02.1234567Z");
    }

    private static async Task<Finding> CarryTraceIdsAsync(Trial trial)
    {
        var (marked, path, lines) = await MarkedAsync(trial).ConfigureAwait(false);
        return lines.Count == 0 ? Finding.NotRun("the request has no line; see log-one-line-a-request") : Finding.Of(
            lines[0].Text("trace_id") == marked.TraceId && lines[0].Text("span_id").Length == 16,
            $"GET {path} with traceparent {marked}",
            $"trace_id \"{lines[0].Text("trace_id")}\", span_id \"{lines[0].Text("span_id")}\"",
            $"trace_id {marked.TraceId}, and the span_id of the request");
    }

    private static async Task<Finding> OneLineARequestAsync(Trial trial)
    {
        var (_, path, lines) = await MarkedAsync(trial).ConfigureAwait(false);
        return Finding.Of(lines.Count == 1, $"GET {path}", $"{lines.Count} request lines with this path", "1");
    }

    private static async Task<Finding> ProbesSilentAsync(Trial trial)
    {
        var line = (await LinesAsync(trial).ConfigureAwait(false)).FirstOrDefault(line => line.IsOfRequest && line.Attribute("Path").StartsWith("/health/", StringComparison.Ordinal));
        return Finding.Of(line is null, "Read all request lines; the suite has asked every probe", line is null ? "none of a probe" : $"{line}", "none of a probe");
    }

    private static async Task<Finding> BootReportAsync(Trial trial)
    {
        var count = (await LinesAsync(trial).ConfigureAwait(false)).Count(line => line.EventId == 6000);
        return Finding.Of(count == 1, "Read all JSON lines", $"{count} lines with the event id 6000", "1");
    }

    private static async Task<Finding> NothingOnErrorAsync(Trial trial)
    {
        var error = (await EndedAsync(trial).ConfigureAwait(false)).Process.Error;
        return Finding.Of(error.Count == 0, "Read standard error", error.Count == 0 ? "nothing" : $"{error.Count} lines, first: {error[0]}", "nothing");
    }

    private static async Task<Finding> AfterWarmupAsync(Trial trial)
    {
        var instance = await EndedAsync(trial).ConfigureAwait(false);
        var ends = (await LinesAsync(trial).ConfigureAwait(false)).Where(line => line.EventId is 5030 or 5031).Select(line => line.Timestamp).OfType<DateTimeOffset>().ToArray();
        if (ends.Length == 0 || instance.ReadyAt is not { } ready)
            return Finding.NotRun(ends.Length == 0 ? "the service has no warm-up task" : "readiness was never seen as 200; see ready-answers");

        return Finding.Of(
            ready >= ends.Max(),
            "GET /health/ready from the moment on that the port was open",
            $"200 at {ready:O}, the end of warm-up at {ends.Max():O}",
            "200 after the end of warm-up");
    }

    private static async Task<(TraceParent Marked, string Path, IReadOnlyList<LogLine> Lines)> MarkedAsync(Trial trial)
    {
        var stop = await trial.StopAsync().ConfigureAwait(false);
        var lines = await LinesAsync(trial).ConfigureAwait(false);
        return (stop.Marked, stop.MarkedPath, [.. lines.Where(line => line.IsOfRequest && line.Attribute("Path") == stop.MarkedPath)]);
    }

    private static async Task<IReadOnlyList<LogLine>> LinesAsync(Trial trial) =>
        [.. (await EndedAsync(trial).ConfigureAwait(false)).Process.Output.Select(LogLine.TryRead).OfType<LogLine>()];

    // Everything that it prints is here only when it has ended.
    private static async Task<ExecutableInstance> EndedAsync(Trial trial)
    {
        await trial.StopAsync().ConfigureAwait(false);
        return await trial.MainProcessAsync().ConfigureAwait(false);
    }
}
