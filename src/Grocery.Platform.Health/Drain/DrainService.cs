using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Drain;

/// <summary>
/// Takes the stop through its phases. The host awaits the first two of them before it stops anything: the window in which the service still
/// serves, and the drain tasks. Then it stops the server, which closes its port and finishes the requests in flight, and the other services.
/// </summary>
internal sealed class DrainService(
    DrainState state,
    DrainPolicy policy,
    DrainTasks tasks,
    StopSignals signals,
    IOptions<HostOptions> host,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DrainService> logger)
    : IHostedLifecycleService
{
    private TimeSpan Budget => host.Value.ShutdownTimeout;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        tasks.ThrowIfMisnamed();
        lifetime.ApplicationStopping.Register(state.Begin);
        if (policy.IsEnabled)
            signals.Watch(Hasten);

        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (policy.IsEnabled && policy.IsOrchestrated && policy.Exceeds(Budget))
            Log.StopBudgetTooLong(logger, Budget, DrainPolicy.FlushRoom, policy.StopTimeout);

        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Of a host that is stopped directly, ApplicationStopping fires only after this.
        state.Begin();

        // Nobody was sent to a service that has not started.
        if (!policy.IsEnabled || !lifetime.ApplicationStarted.IsCancellationRequested)
            return;

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, state.Hastened);
        if (policy.Window is var window && window > TimeSpan.Zero)
        {
            Log.Draining(logger, window);
            await Task.Delay(window, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!tasks.IsEmpty)
            await RunTasksAsync(either.Token).ConfigureAwait(false);

        state.Enter(DrainPhase.FinishingRequests);
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        state.Enter(DrainPhase.FlushingTelemetry);
        if (policy.IsEnabled && lifetime.ApplicationStarted.IsCancellationRequested)
            Report();

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunTasksAsync(CancellationToken stopping)
    {
        state.Enter(DrainPhase.StoppingTasks);
        await tasks.RunAsync(TimeForTasks(), stopping).ConfigureAwait(false);
    }

    // Half of what is left: the rest is for the requests.
    private TimeSpan TimeForTasks()
    {
        if (Budget == Timeout.InfiniteTimeSpan)
            return Timeout.InfiniteTimeSpan;

        var left = Budget - state.Elapsed;
        return left > TimeSpan.Zero ? left / 2 : TimeSpan.Zero;
    }

    private void Hasten()
    {
        if (state.Hastened.IsCancellationRequested)
            return;

        state.Hasten();
        try
        {
            var phase = DrainPhases.NameOf(state.Phase);
            Log.StopHastened(logger, phase);
        }
        catch (Exception)
        {
            // In the handler of a signal, what a log sink throws would end the process.
        }
    }

    private void Report()
    {
        var cutOff = state.Requests;
        var level = cutOff == 0 ? LogLevel.Information : LogLevel.Warning;
        var serving = state.DurationOf(DrainPhase.Serving);
        var stoppingTasks = state.DurationOf(DrainPhase.StoppingTasks);
        var finishing = state.DurationOf(DrainPhase.FinishingRequests);
        Log.Stopped(logger, level, state.Elapsed, serving, stoppingTasks, finishing, cutOff);
    }
}
