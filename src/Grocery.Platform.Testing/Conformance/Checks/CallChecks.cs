using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That calls of a dependency which fails harm nobody.</summary>
internal static class CallChecks
{
    private const string Retries = "docs/resilience/retries.md";
    private const string Client = "Call by a client of IHttpClientFactory: new HttpClient() has none of this. Two resilience handlers multiply: remove the service's own.";
    private const ConformanceNeeds Needs = ConformanceNeeds.Start | ConformanceNeeds.Dependency;

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("calls-retried", "A call that is safe to repeat is made again after a 503.", "A restart of one instance of the dependency would be an error of every caller.", Client, Retries, Needs), RetriedAsync),
        new(new("calls-retries-bounded", $"A call is made at most {TrialSettings.MaxRetries + 1} times where MaxRetries is {TrialSettings.MaxRetries}.", "Retries on top of retries turn a hiccup into an outage.", Client, Retries, Needs), BoundedAsync),
        new(new("calls-wait-as-asked", "A call is made again only after the Retry-After of the answer.", "A dependency that says when to come again is kept down by those who come at once.", "Look for a handler that takes Retry-After away or retries by itself.", Retries, Needs), WaitAsAskedAsync),
        new(new("calls-unsafe-not-repeated", "A POST without Idempotency-Key that was answered 503 is not made again.", "An order is placed twice.", "Look for a retry loop or handler of the service's own; add an Idempotency-Key where the dependency knows it.", Retries, Needs | ConformanceNeeds.UnsafeRoute), UnsafeAsync),
        new(new("calls-time-out", $"A request whose dependency hangs is answered when the deadline of the call, {TrialSettings.CallDeadline.TotalSeconds} s, is over.", "One dependency that hangs takes every thread, connection and caller with it.", Client, "docs/resilience/outgoing-calls.md", Needs), TimeOutAsync),
        new(new("failures-hide-details", "The answer to a request whose dependency fails has no stack trace.", "A stack trace tells an attacker what runs inside.", "Do not write exceptions into answers; use AddProblemDetails and UseExceptionHandler, and never the developer's page in production.", "docs/resilience/outgoing-calls.md", Needs), HideDetailsAsync),
    ];

    private static async Task<Finding> RetriedAsync(Trial trial, CancellationToken token)
    {
        var (answer, calls) = await CallAsync(trial, trial.Plan.Dependency!.Route, dependency => dependency.BeUnavailable(times: 1)).ConfigureAwait(false);
        return NotSafe(trial, calls) ?? Finding.Of(
            calls.Count > 1 && answer.Code < 500,
            $"{trial.Plan.Dependency.Route} while the dependency answers its first call by 503",
            $"{answer}, and {Tell(calls)}",
            "two calls, and a status under 500");
    }

    private static async Task<Finding> BoundedAsync(Trial trial, CancellationToken token)
    {
        var (answer, calls) = await CallAsync(trial, trial.Plan.Dependency!.Route, dependency => dependency.BeUnavailable()).ConfigureAwait(false);
        var most = calls.GroupBy(call => $"{call.Method} {call.Path}").Select(group => group.Count()).DefaultIfEmpty().Max();
        return Finding.Of(
            most is > 0 and <= TrialSettings.MaxRetries + 1,
            $"{trial.Plan.Dependency.Route} while the dependency answers each call by 503",
            $"{answer}, and {Tell(calls)}",
            $"1 to {TrialSettings.MaxRetries + 1} calls of one path");
    }

    private static async Task<Finding> WaitAsAskedAsync(Trial trial, CancellationToken token)
    {
        var (answer, calls) = await CallAsync(trial, trial.Plan.Dependency!.Route, dependency => dependency.BeUnavailable(times: 1, TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        if (calls.Count == 1)
            return Finding.NotRun("the call was not made again, so there is no wait to measure");

        var gap = calls.Count < 2 ? TimeSpan.Zero : calls[1].At - calls[0].At;
        return NotSafe(trial, calls) ?? Finding.Of(
            gap >= TimeSpan.FromSeconds(0.95),
            $"{trial.Plan.Dependency.Route} while the dependency answers its first call by 503 with Retry-After: 1",
            $"{answer}, and {Tell(calls)}, {gap.TotalSeconds:0.00} s between the first two",
            "1 s or more between the first two");
    }

    private static async Task<Finding> UnsafeAsync(Trial trial, CancellationToken token)
    {
        var route = trial.Plan.Dependency!.UnsafeRoute!;
        var (answer, calls) = await CallAsync(trial, route, dependency => dependency.BeUnavailable()).ConfigureAwait(false);
        var unsafeCalls = calls.Where(call => !call.IsSafeToRepeat()).ToArray();
        return Finding.Of(
            unsafeCalls.Length == 1,
            $"{route} while the dependency answers each call by 503",
            $"{answer}, and {Tell(calls)}",
            "one POST without an Idempotency-Key; the plan's UnsafeRoute must make one");
    }

    private static async Task<Finding> TimeOutAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        trial.Dependency.Hang();
        var bound = TrialSettings.CallDeadline + trial.Plan.Slack;
        using var ending = new CancellationTokenSource(bound, TimeProvider.System);
        string? seen = null;
        try
        {
            seen = $"{await trial.AskAsync(instance, trial.Plan.Dependency!.Route, ending.Token).ConfigureAwait(false)}";
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // No answer is the finding.
        }

        return Finding.Of(
            seen is not null,
            $"{trial.Plan.Dependency!.Route} while the dependency hangs",
            seen ?? $"no answer within {bound.TotalSeconds} s",
            $"any answer within {bound.TotalSeconds} s");
    }

    private static async Task<Finding> HideDetailsAsync(Trial trial, CancellationToken token)
    {
        var (answer, _) = await CallAsync(trial, trial.Plan.Dependency!.Route, dependency => dependency.CutConnections()).ConfigureAwait(false);
        var isOpen = answer.Body.Contains("   at ", StringComparison.Ordinal) || answer.Body.Contains("System.Net.Http.HttpRequestException", StringComparison.Ordinal);
        return Finding.Of(!isOpen, $"{trial.Plan.Dependency.Route} while the dependency cuts each connection", $"{answer}", "an answer without the type or the stack of an exception");
    }

    private static async Task<(Answer Answer, IReadOnlyList<ReceivedRequest> Calls)> CallAsync(
        Trial trial, ConformanceRoute route, Action<TrialDependency> fail)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        fail(trial.Dependency);
        return (await trial.AskAsync(instance, route).ConfigureAwait(false), trial.Dependency.Calls);
    }

    private static Finding? NotSafe(Trial trial, IReadOnlyList<ReceivedRequest> calls) => calls.Count > 0 && !calls[0].IsSafeToRepeat()
        ? Finding.NotRun($"{trial.Plan.Dependency!.Route} calls by {calls[0].Method} without an Idempotency-Key: name a route that calls by GET")
        : null;

    private static string Tell(IReadOnlyList<ReceivedRequest> calls) =>
        calls.Count == 0 ? "no call" : $"{calls.Count} calls: {string.Join(", ", calls.Select(call => $"{call.Method} {call.Path}"))}";
}
