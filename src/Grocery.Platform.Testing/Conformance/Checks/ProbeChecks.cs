using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>What orchestrators and load balancers ask.</summary>
internal static class ProbeChecks
{
    private const string Page = "docs/health/probes.md";
    private const string FrontRepair = "The platform answers ahead of the service's middleware: look for a proxy in front, or a startup filter that is inserted ahead of it.";

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("live-answers", "GET /health/live on the service port answers 200.", "Without it the orchestrator restarts a service that is well.", "Look at liveness in the report at /health, and that Platform:Health:Enabled is true.", "docs/health/liveness.md", ConformanceNeeds.None), (trial, token) => AnswersAsync(trial, "live", token)),
        new(new("ready-answers", "GET /health/ready on the service port answers 200 within the patience.", "Without it no traffic comes.", "Look at /health on the management port: it names the check, the warm-up task or the phase that holds readiness back.", Page, ConformanceNeeds.None), (trial, token) => AnswersAsync(trial, "ready", token)),
        new(new("startup-answers", "GET /health/startup on the service port answers 200 within the patience.", "Without it the orchestrator gives the start up.", "Look at warm-up and the first results of the checks in the report at /health.", Page, ConformanceNeeds.None), (trial, token) => AnswersAsync(trial, "startup", token)),
        new(new("probes-on-management-port", "The three probes answer 200 on the management port too.", "An orchestrator that probes the management port would not see the service.", FrontRepair, Page, ConformanceNeeds.Management), OnManagementPortAsync),
        new(new("probes-not-cached", "Every probe carries Cache-Control: no-store.", "A proxy that keeps an answer tells the load balancer of the past.", FrontRepair, Page, ConformanceNeeds.None), NotCachedAsync),
        new(new("probes-only-read", "POST to a probe is refused by 405 with Allow.", "A probe that takes any method hides mistakes of who calls it.", FrontRepair, Page, ConformanceNeeds.None), OnlyReadAsync),
        new(new("probes-ignore-deadlines", "A probe whose caller sends an expired deadline answers 200.", "A caller's header would make a service that is well look dead.", FrontRepair, "docs/resilience/deadlines.md", ConformanceNeeds.None), IgnoreDeadlinesAsync),
    ];

    private static async Task<Finding> AnswersAsync(Trial trial, string probe, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var answer = await instance.Service.GetAsync($"/health/{probe}", token).ConfigureAwait(false);
        return Finding.Of(
            answer.Code == 200, $"Waited up to {trial.Plan.Patience} for the start, then GET {instance.Service.Address}health/{probe}", $"{answer}", "200");
    }

    private static async Task<Finding> OnManagementPortAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var seen = await AskAllAsync(instance.Management, token).ConfigureAwait(false);
        return Finding.Of(
            seen.All(one => one.Answer.Code == 200), $"GET the three probes at {instance.Management.Address}", Tell(seen, answer => $"{answer.Code}"), "200 from each");
    }

    private static async Task<Finding> NotCachedAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var seen = await AskAllAsync(instance.Service, token).ConfigureAwait(false);
        return Finding.Of(
            seen.All(one => one.Answer.Header("Cache-Control").Contains("no-store", StringComparison.Ordinal)),
            $"GET the three probes at {instance.Service.Address}",
            Tell(seen, answer => $"Cache-Control: \"{answer.Header("Cache-Control")}\""),
            "Cache-Control: no-store on each");
    }

    private static async Task<Finding> OnlyReadAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var answer = await instance.Service.SendAsync(new ConformanceRoute("POST", "/health/live", "{}"), token).ConfigureAwait(false);
        return Finding.Of(
            answer.Code == 405 && answer.Header("Allow").Contains("GET", StringComparison.Ordinal),
            $"POST {instance.Service.Address}health/live",
            $"{answer}, Allow: \"{answer.Header("Allow")}\"",
            "405 with Allow: GET, HEAD");
    }

    private static async Task<Finding> IgnoreDeadlinesAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var seen = await AskAllAsync(instance.Service, token, ("X-Request-Timeout-Ms", "0")).ConfigureAwait(false);
        return Finding.Of(
            seen.All(one => one.Answer.Code == 200), "GET the three probes with X-Request-Timeout-Ms: 0", Tell(seen, answer => $"{answer.Code}"), "200 from each");
    }

    private static async Task<IReadOnlyList<(string Probe, Answer Answer)>> AskAllAsync(Caller caller, CancellationToken token, params (string, string)[] headers)
    {
        var answers = new List<(string, Answer)>();
        foreach (var probe in new[] { "live", "ready", "startup" })
            answers.Add((probe, await caller.GetAsync($"/health/{probe}", token, headers).ConfigureAwait(false)));

        return answers;
    }

    private static string Tell(IEnumerable<(string Probe, Answer Answer)> seen, Func<Answer, string> what) =>
        string.Join(", ", seen.Select(one => $"{one.Probe} {what(one.Answer)}"));
}
