namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That time flows from caller to callee.</summary>
internal static class DeadlineChecks
{
    private const string Header = "X-Request-Timeout-Ms";
    private const string Page = "docs/resilience/deadlines.md";
    private const ConformanceNeeds Calls = ConformanceNeeds.Start | ConformanceNeeds.Dependency;

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("deadline-sent-on", $"A call to the dependency carries {Header}, not longer than the caller's.", "The dependency would work on for a caller that has given up.", "Leave SendDeadline of the client on, and pass no HttpContext-free work to another thread.", Page, Calls), SentOnAsync),
        new(new("deadline-cuts-work", "A request whose dependency hangs is answered 504 when the caller's deadline is over.", "Work for callers that have gone piles up until nothing is left.", "Do not take the header away in front of the platform, and pass the request's token on.", Page, Calls), CutsWorkAsync),
        new(new("deadline-expired-refused", "A request that arrives expired is answered 504 and calls no dependency.", "In an overload all the work is for callers that have gone.", "Look for middleware ahead of the platform, and Platform:Resilience:Deadlines:Enabled.", Page, Calls), ExpiredAsync),
        new(new("deadline-malformed-ignored", "A request with a malformed deadline is answered as one without.", "A caller's mistake in a hint is no reason to refuse its request.", "Look for middleware that reads the header by itself.", Page, ConformanceNeeds.None), MalformedAsync),
    ];

    private static async Task<Finding> SentOnAsync(Trial trial, CancellationToken token)
    {
        const int Milliseconds = 900;
        var instance = await trial.MainAsync().ConfigureAwait(false);
        trial.Dependency.BeWell();
        await trial.AskAsync(instance, trial.Plan.Dependency!.Route, (Header, $"{Milliseconds}")).ConfigureAwait(false);
        var seen = trial.Dependency.Calls.Select(call => call.Header(Header)).FirstOrDefault() ?? "no call";
        return Finding.Of(
            int.TryParse(seen, out var sent) && sent is > 0 and <= Milliseconds,
            $"{trial.Plan.Dependency.Route} with {Header}: {Milliseconds}",
            $"{Header}: \"{seen}\" at the dependency",
            $"a whole number from 1 to {Milliseconds}");
    }

    private static async Task<Finding> CutsWorkAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        trial.Dependency.Hang();
        var answer = await trial.AskAsync(instance, trial.Plan.Dependency!.Route, (Header, "400")).ConfigureAwait(false);
        return Finding.Of(
            answer.Code == 504,
            $"{trial.Plan.Dependency.Route} with {Header}: 400 while the dependency hangs",
            $"{answer}",
            "504 after 0.4 s");
    }

    private static async Task<Finding> ExpiredAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        trial.Dependency.BeWell();
        var answer = await trial.AskAsync(instance, trial.Plan.Dependency!.Route, (Header, "0")).ConfigureAwait(false);
        return Finding.Of(
            answer.Code == 504 && trial.Dependency.Calls.Count == 0,
            $"{trial.Plan.Dependency.Route} with {Header}: 0",
            $"{answer}, and {trial.Dependency.Calls.Count} calls",
            "504, and no call");
    }

    private static async Task<Finding> MalformedAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var plain = await trial.AskAsync(instance, trial.Plan.Route).ConfigureAwait(false);
        var answer = await trial.AskAsync(instance, trial.Plan.Route, (Header, "soon")).ConfigureAwait(false);
        return Finding.Of(answer.Code == plain.Code, $"{trial.Plan.Route} with {Header}: soon", $"{answer}", $"{plain.Code}, as without the header");
    }
}
