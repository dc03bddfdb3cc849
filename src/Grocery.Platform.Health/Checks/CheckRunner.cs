using Grocery.Platform.Health.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>Runs one check, never twice at once. Only the order to stop makes it throw; whatever the check does is a result.</summary>
internal sealed class CheckRunner(
    HealthCheckRegistration registration, TimeSpan timeout, IServiceScopeFactory scopes, SecretValues secrets, TimeProvider time)
{
    private Task _abandoned = Task.CompletedTask;
    private long _start;

    public async Task<CheckRun> RunAsync(CancellationToken stopping)
    {
        if (!_abandoned.IsCompleted)
        {
            var still = $"still running {time.GetElapsedTime(_start):c} after its start; no further run starts until it ends";
            return Failure(still) with { Duration = TimeSpan.Zero, IsSkipped = true };
        }

        var source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var token = source.Token;
        _start = time.GetTimestamp();

        // On another thread, so that a check that blocks its thread can be abandoned as well.
        var running = Task.Run(() => CheckAsync(token), CancellationToken.None);
        try
        {
            var run = await running.WaitAsync(timeout, time, stopping).ConfigureAwait(false);
            source.Dispose();
            return run;
        }
        catch (TimeoutException)
        {
            _abandoned = AbandonedTask.LeaveAsync(running, source);
            return TimedOut() with { IsAbandoned = true };
        }
    }

    private async Task<CheckRun> CheckAsync(CancellationToken token)
    {
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                var check = registration.Factory(scope.ServiceProvider);
                var result = await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, token).ConfigureAwait(false);
                return Run(result.Status, result.Description ?? result.Exception?.GetType().Name, CheckData.Copy(result.Data, secrets));
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return TimedOut();
        }
        catch (Exception exception)
        {
            // Not its message, in which drivers quote what they were given.
            return Failure($"threw {exception.GetType().Name}");
        }
    }

    private CheckRun TimedOut() => Failure($"timed out after {timeout:c}");

    private CheckRun Failure(string description) => Run(registration.FailureStatus, description);

    private CheckRun Run(HealthStatus status, string? description, IReadOnlyDictionary<string, object?>? data = null)
    {
        var isFailure = status == HealthStatus.Unhealthy || (status == HealthStatus.Degraded && registration.FailureStatus == status);
        return new(status, isFailure, time.GetElapsedTime(_start), description is null ? null : CheckText.Mask(description, secrets), data);
    }
}
