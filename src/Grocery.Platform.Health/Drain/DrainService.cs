using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Drain;

/// <summary>Holds back the stop of the server for the drain window: the host awaits this before it stops anything.</summary>
internal sealed class DrainService(
    DrainState state, DrainPolicy policy, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DrainService> logger)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(state.Begin);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Of a host that is stopped directly, ApplicationStopping fires only after this.
        state.Begin();

        // Nobody was sent to a service that has not started.
        if (!lifetime.ApplicationStarted.IsCancellationRequested || policy.Window is var window && window == TimeSpan.Zero)
            return;

        Log.Draining(logger, window);
        await Task.Delay(window, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
