using Grocery.Platform.Testing.Instances;
using Grocery.Platform.Testing.Processes;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That a dependency which is down is left alone, and used again when it is back.</summary>
internal static class BreakerChecks
{
    private const int Failures = 12;
    private const string Page = "docs/resilience/circuit-breakers.md";
    private const string Repair = "Call by a client of IHttpClientFactory, and leave BreakerEnabled on; a client with a resilience handler of its own has no breaker of the platform.";
    private const ConformanceNeeds Needs = ConformanceNeeds.Start | ConformanceNeeds.Dependency;

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("breaker-opens", $"Of {Failures} requests in a row while the dependency answers 503, the last ones do not reach it.", "Every caller waits for a dependency that is down, and keeps it down.", Repair, Page, Needs), OpensAsync),
        new(new("breaker-recovers", "When the dependency is well again, so is the route.", "A short failure of a dependency would need a restart of all who call it.", "Do not remember a failure beyond the breaker's break.", Page, Needs), RecoversAsync),
    ];

    private static async Task<Finding> OpensAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.StrainedAsync().ConfigureAwait(false);
        trial.Dependency.BeUnavailable();
        for (var i = 0; i < Failures; i++)
            await trial.AskAsync(instance, trial.Plan.Dependency!.Route).ConfigureAwait(false);

        var calls = trial.Dependency.Calls.Count;
        return Finding.Of(
            calls is > 0 and < Failures,
            $"{trial.Plan.Dependency!.Route} {Failures} times while the dependency answers 503, with BreakerMinimumThroughput at 4",
            $"{calls} calls",
            $"fewer than {Failures} calls");
    }

    private static async Task<Finding> RecoversAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.StrainedAsync().ConfigureAwait(false);
        trial.Dependency.BeWell();
        Answer? last = null;
        try
        {
            await Eventually.HoldsAsync(
                async () =>
                {
                    last = await trial.AskAsync(instance, trial.Plan.Dependency!.Route).ConfigureAwait(false);
                    return last.Code < 500 && trial.Dependency.Calls.Count > 0;
                },
                "the route is well",
                TrialSettings.BreakDuration + trial.Plan.Slack).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The last answer is the finding.
        }

        return Finding.Of(
            last?.Code < 500 && trial.Dependency.Calls.Count > 0,
            $"{trial.Plan.Dependency!.Route} until it is answered, after failures of the dependency",
            $"{last}, {trial.Dependency.Calls.Count} calls",
            $"a call, and a status under 500, within {(TrialSettings.BreakDuration + trial.Plan.Slack).TotalSeconds} s");
    }
}
