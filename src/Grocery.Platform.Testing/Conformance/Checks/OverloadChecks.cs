using Grocery.Platform.Testing.Instances;
using Grocery.Platform.Testing.Processes;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That a service which is full says so to callers, and not to its orchestrator.</summary>
internal static class OverloadChecks
{
    private const string Page = "docs/resilience/inbound-protection.md";
    private const ConformanceNeeds Needs = ConformanceNeeds.Start | ConformanceNeeds.Dependency;

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("overload-refused", "With inbound protection set to one request at a time, a second one is answered 503 with Retry-After at once.", "Without a limit all requests are answered too late.", "Call UseRouting() early or not at all, and mark only what must never be refused as Critical or Exempt.", Page, Needs), (trial, token) => JudgeAsync(trial, Refused, token)),
        new(new("probes-not-shed", "While the service is full, its probes answer 200.", "The orchestrator would restart the instances that work hardest, and the others with them.", "Let the platform's probes answer ahead of middleware that limits.", Page, Needs), (trial, token) => JudgeAsync(trial, ProbesServed, token)),
    ];

    // One request is held in the dependency meanwhile.
    private static async Task<Finding> JudgeAsync(Trial trial, Func<Trial, Answer, Answer, Finding> judge, CancellationToken token)
    {
        var instance = await trial.StrainedAsync().ConfigureAwait(false);
        using var release = trial.Dependency.Hold();
        var held = trial.AskAsync(instance, trial.Plan.Dependency!.Route);
        try
        {
            await Eventually.HoldsAsync(
                () => trial.Dependency.Calls.Count > 0 || held.IsCompleted, $"{trial.Plan.Dependency.Route} calls the dependency", trial.Plan.Patience).ConfigureAwait(false);
            var second = await trial.AskAsync(instance, trial.Plan.Route).ConfigureAwait(false);
            var probe = await instance.Service.GetAsync("/health/live", token).ConfigureAwait(false);
            return judge(trial, second, probe);
        }
        finally
        {
            release.Dispose();
            await held.ConfigureAwait(false);
        }
    }

    private static Finding Refused(Trial trial, Answer second, Answer probe) => Finding.Of(
        second.Code == 503 && second.Header("Retry-After").Length > 0,
        $"{trial.Plan.Route} while {trial.Plan.Dependency!.Route} waits for its dependency, with Platform:Resilience:Inbound:Limit at 1",
        $"{second}, Retry-After: \"{second.Header("Retry-After")}\"",
        "503 with Retry-After");

    private static Finding ProbesServed(Trial trial, Answer second, Answer probe) => Finding.Of(
        probe.Code == 200,
        $"GET /health/live while {trial.Plan.Dependency!.Route} waits for its dependency, with Platform:Resilience:Inbound:Limit at 1",
        $"{probe}",
        "200");
}
