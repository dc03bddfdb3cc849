using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That one trace goes through the service.</summary>
internal static class TraceChecks
{
    private const string Page = "docs/observability/tracing.md";
    private const string Repair = "Call by IHttpClientFactory, set no traceparent by hand, and leave Platform:Observability:Tracing:Enabled on.";
    private const ConformanceNeeds Calls = ConformanceNeeds.Start | ConformanceNeeds.Dependency;

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("trace-goes-on", "A call to the dependency has the trace id that came in with traceparent.", "A trace that breaks in the middle shows neither cause nor effect.", Repair, Page, Calls), GoesOnAsync),
        new(new("trace-has-own-span", "A call to the dependency names a span of this service as its parent, not the caller's.", "The service would not be in the trace at all.", Repair, Page, Calls), HasOwnSpanAsync),
        new(new("trace-malformed-survived", "A request with a malformed traceparent is answered as one without.", "Anybody can send one; W3C says to ignore it.", "Look for middleware that reads traceparent by itself.", Page, ConformanceNeeds.None), MalformedAsync),
    ];

    private static async Task<Finding> GoesOnAsync(Trial trial, CancellationToken token)
    {
        var (parent, call) = await CallAsync(trial).ConfigureAwait(false);
        return Finding.Of(
            call is not null && call.Header("traceparent").Contains(parent.TraceId, StringComparison.Ordinal),
            $"{trial.Plan.Dependency!.Route} with traceparent {parent}",
            Tell(call),
            $"a call with a traceparent of the trace {parent.TraceId}");
    }

    private static async Task<Finding> HasOwnSpanAsync(Trial trial, CancellationToken token)
    {
        var (parent, call) = await CallAsync(trial).ConfigureAwait(false);
        return call?.Header("traceparent").Length is null or 0 ? Finding.NotRun("the call has no traceparent; see trace-goes-on") : Finding.Of(
            !call.Header("traceparent").Contains(parent.SpanId, StringComparison.Ordinal),
            $"{trial.Plan.Dependency!.Route} with traceparent {parent}",
            Tell(call),
            $"a call whose parent is another span than {parent.SpanId}");
    }

    private static async Task<Finding> MalformedAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var plain = await trial.AskAsync(instance, trial.Plan.Route).ConfigureAwait(false);
        var answers = new List<Answer>();
        foreach (var malformed in new[] { "conformance", "00-00000000000000000000000000000000-0000000000000000-01", "ff-0-0-0" })
            answers.Add(await trial.AskAsync(instance, trial.Plan.Route, ("traceparent", malformed)).ConfigureAwait(false));

        return Finding.Of(
            answers.TrueForAll(answer => answer.Code == plain.Code),
            $"{trial.Plan.Route} with three malformed traceparent headers",
            string.Join(", ", answers.Select(answer => answer.Code)),
            $"{plain.Code}, as without the header");
    }

    private static async Task<(TraceParent Parent, ReceivedRequest? Call)> CallAsync(Trial trial)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        trial.Dependency.BeWell();
        var parent = TraceParent.Create();
        await trial.AskAsync(instance, trial.Plan.Dependency!.Route, ("traceparent", parent.ToString())).ConfigureAwait(false);
        return (parent, trial.Dependency.Calls.Count > 0 ? trial.Dependency.Calls[0] : null);
    }

    private static string Tell(ReceivedRequest? call) => call is null
        ? "no call: does the plan's Key hold its address, and its Route call it?"
        : $"{call.Method} {call.Path} with traceparent \"{call.Header("traceparent")}\"";
}
