namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That a stop drops nothing, and ends.</summary>
internal static class StopChecks
{
    private const string Page = "docs/health/drain.md";
    private const string Window = "Leave Platform:Health:Enabled on, and stop by SIGTERM: code that exits by itself, or middleware that answers first, takes the drain away.";

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("stop-readiness-falls", "After SIGTERM readiness answers 503 with Retry-After while the port is still open.", "The load balancer goes on sending to a service that is about to close.", Window, Page, ConformanceNeeds.Process), (trial, _) => ReadinessFallsAsync(trial)),
        new(new("stop-liveness-stays", "Liveness answers 200 during the drain.", "The orchestrator would kill the service in the middle of its drain.", Window, Page, ConformanceNeeds.Process), (trial, _) => LivenessStaysAsync(trial)),
        new(new("stop-still-serves", "During the drain window requests are answered as before.", "The load balancer takes seconds to learn that an instance is not ready, and sends requests until then.", Window, Page, ConformanceNeeds.Process), (trial, _) => StillServesAsync(trial)),
        new(new("stop-closes-connections", "Answers during the drain window carry Connection: close.", "Clients would keep connections that are about to be cut.", Window, Page, ConformanceNeeds.Process), (trial, _) => ClosesConnectionsAsync(trial)),
        new(new("stop-finishes-requests", "A request that is under way when SIGTERM comes is answered.", "Each deployment would lose the requests of its moment.", "Do not end work by ApplicationStopping that a request waits for.", Page, ConformanceNeeds.Process | ConformanceNeeds.Dependency), (trial, _) => FinishesRequestsAsync(trial)),
        new(new("stop-in-time", $"The process ends within the budget of the stop, {TrialSettings.StopBudget.TotalSeconds} s, and a sixth of the patience, 5 s at least, for the flush of telemetry.", "The orchestrator kills it: what was under way is lost, and so is the telemetry of it.", "Look at event 5015 for the phase that takes long; give hosted services and drain tasks their tokens.", Page, ConformanceNeeds.Process), (trial, _) => InTimeAsync(trial)),
        new(new("stop-exit-code", "The process ends with the exit code 0.", "Orchestrators count anything else as a crash, and back off.", "Look at the last lines of the log for an exception during the stop.", Page, ConformanceNeeds.Process), (trial, _) => ExitCodeAsync(trial)),
    ];

    private static string Done => $"SIGTERM, with a drain window of {TrialSettings.DrainWindow.TotalSeconds} s";

    private static async Task<Finding> ReadinessFallsAsync(Trial trial)
    {
        var ready = (await trial.StopAsync().ConfigureAwait(false)).Ready;
        return Finding.Of(
            ready is { Code: 503 } && ready.Header("Retry-After").Length > 0,
            $"{Done}, then GET /health/ready until it is not 200",
            ready is null ? "it stayed 200, or the port was closed" : $"{ready}, Retry-After: \"{ready.Header("Retry-After")}\"",
            "503 with Retry-After");
    }

    private static async Task<Finding> LivenessStaysAsync(Trial trial)
    {
        var live = (await trial.StopAsync().ConfigureAwait(false)).Live;
        return Finding.Of(live?.Code == 200, $"{Done}, then GET /health/live", live is null ? "no answer" : $"{live}", "200");
    }

    private static async Task<Finding> StillServesAsync(Trial trial)
    {
        var route = (await trial.StopAsync().ConfigureAwait(false)).Route;
        return Finding.Of(route?.Code < 500, $"{Done}, then {trial.Plan.Route}", route is null ? "no answer" : $"{route}", "a status under 500");
    }

    private static async Task<Finding> ClosesConnectionsAsync(Trial trial)
    {
        var route = (await trial.StopAsync().ConfigureAwait(false)).Route;
        return route is null ? Finding.NotRun("the request was not answered; see stop-still-serves") : Finding.Of(
            route.Closes,
            $"{Done}, then {trial.Plan.Route}",
            $"{route.Code}, Connection: \"{route.Header("Connection")}\"",
            "Connection: close");
    }

    private static async Task<Finding> FinishesRequestsAsync(Trial trial)
    {
        var inFlight = (await trial.StopAsync().ConfigureAwait(false)).InFlight;
        return Finding.Of(
            inFlight?.Code < 500,
            $"{trial.Plan.Dependency!.Route}, whose dependency takes its time; {Done}; then the dependency answers",
            inFlight is null ? "the connection was cut" : $"{inFlight}",
            "a status under 500");
    }

    private static async Task<Finding> InTimeAsync(Trial trial)
    {
        var took = (await trial.StopAsync().ConfigureAwait(false)).Took;
        return Finding.Of(
            took is not null,
            Done,
            took is null ? $"it still runs after {trial.StopBound.TotalSeconds} s" : $"it ended after {took.Value.TotalSeconds:0.0} s",
            $"the end within {trial.StopBound.TotalSeconds} s");
    }

    private static async Task<Finding> ExitCodeAsync(Trial trial)
    {
        var code = (await trial.StopAsync().ConfigureAwait(false)).ExitCode;
        return code is null ? Finding.NotRun("the process did not end; see stop-in-time") : Finding.Of(code == 0, Done, $"the exit code {code}", "0");
    }
}
