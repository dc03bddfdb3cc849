using Grocery.Platform.Testing.Instances;
using Grocery.Platform.Testing.Processes;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>What was seen of the main instance from the order to stop to its end. An answer that did not come is null.</summary>
internal sealed record StopObservation
{
    /// <summary>Gets the trace context of a request that was made before the order, with a path of its own, and credentials that no line may show.</summary>
    public TraceParent Marked { get; } = TraceParent.Create();

    public string MarkedPath => $"/conformance/{Marked.SpanId}";

    /// <summary>Gets the first answer of readiness after the order that was not 200.</summary>
    public Answer? Ready { get; private set; }

    public Answer? Live { get; private set; }

    public Answer? Route { get; private set; }

    /// <summary>Gets the answer of the request that was under way when the order came; null also when the plan names no dependency.</summary>
    public Answer? InFlight { get; private set; }

    /// <summary>Gets how long the process took to end, or null when it did not within its bound.</summary>
    public TimeSpan? Took { get; private set; }

    public int? ExitCode { get; private set; }

    public static async Task<StopObservation> MakeAsync(Trial trial, CancellationToken cancellationToken)
    {
        var seen = new StopObservation();
        var instance = await trial.MainProcessAsync().ConfigureAwait(false);
        await trial.AskAsync(
            instance,
            seen.MarkedPath,
            ("traceparent", seen.Marked.ToString()),
            ("Cookie", $"session={trial.Credential}"),
            ("X-Api-Key", trial.Credential),
            ("Authorization", $"Bearer {trial.Credential}")).ConfigureAwait(false);
        using var release = trial.Plan.Dependency is null ? null : trial.Dependency.Hold();
        var inFlight = await BeginAsync(trial, instance).ConfigureAwait(false);

        var start = TimeProvider.System.GetTimestamp();
        await instance.Process.SignalAsync("TERM").ConfigureAwait(false);
        try
        {
            seen.Ready = await NotReadyAsync(instance, start, cancellationToken).ConfigureAwait(false);
            seen.Live = await TryAsync(instance.Service.GetAsync("/health/live", cancellationToken)).ConfigureAwait(false);
            seen.Route = await ClosingAsync(trial, instance, start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            release?.Dispose();
        }

        seen.InFlight = inFlight is null ? null : await TryAsync(inFlight).ConfigureAwait(false);
        try
        {
            seen.ExitCode = await instance.Process.ExitAsync(trial.StopBound).WaitAsync(cancellationToken).ConfigureAwait(false);
            seen.Took = TimeProvider.System.GetElapsedTime(start);
        }
        catch (TimeoutException)
        {
            // Its end is not seen: the instance is killed when the run ends.
        }

        return seen;
    }

    private static async Task<Task<Answer>?> BeginAsync(Trial trial, Instance instance)
    {
        if (trial.Plan.Dependency is not { } dependency)
            return null;

        var answer = trial.AskAsync(instance, dependency.Route);
        await Eventually.HoldsAsync(
            () => trial.Dependency.Calls.Count > 0 || answer.IsCompleted, $"{dependency.Route} calls the dependency", trial.Plan.Patience).ConfigureAwait(false);
        return answer;
    }

    // Within the drain window: afterwards the port is closed.
    private static async Task<Answer?> NotReadyAsync(Instance instance, long start, CancellationToken cancellationToken)
    {
        while (TimeProvider.System.GetElapsedTime(start) < TrialSettings.DrainWindow / 2)
        {
            if (await TryAsync(instance.Service.GetAsync("/health/ready", cancellationToken)).ConfigureAwait(false) is not { } answer)
                return null;

            if (answer.Code != 200)
                return answer;

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    // A service that was never ready does not show when the order has come: the first answers may be from before it.
    private static async Task<Answer?> ClosingAsync(Trial trial, Instance instance, long start, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await TryAsync(trial.AskAsync(instance, trial.Plan.Route)).ConfigureAwait(false);
            if (answer is null || answer.Closes || TimeProvider.System.GetElapsedTime(start) >= TrialSettings.DrainWindow / 2)
                return answer;

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<Answer?> TryAsync(Task<Answer> answer)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return null;
        }
    }
}
