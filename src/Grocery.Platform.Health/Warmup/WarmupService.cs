using Grocery.Platform.Health.Tasks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Warmup;

/// <summary>
/// Runs the warm-up tasks once the server listens, before the application counts as started. So an orchestrator sees a process that is live and
/// not yet started, and a failure that stops the start comes out of it as an exception.
/// </summary>
internal sealed class WarmupService(
    IOptions<HealthOptions> health,
    IEnumerable<IWarmupTask> tasks,
    IOptionsMonitor<WarmupOptions> options,
    WarmupReport report,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<WarmupService> logger) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!health.Value.Enabled)
            return;

        var results = await Task.WhenAll(tasks.Select(task => RunAsync(task, options.Get(task.Name), cancellationToken))).ConfigureAwait(false);
        report.Results = results;

        WarmupResult[] fatal = [.. results.Where(result => result is { Failure: not null, IsRequired: true })];
        if (fatal.Length > 0)
            throw NotStarted(fatal);
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        WarmupNames.ThrowIfInvalid([.. tasks.Select(task => task.Name)], configuration);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static InvalidOperationException NotStarted(WarmupResult[] failed)
    {
        var reasons = string.Join("; ", failed.Select(result => $"{result.Name} {result.Failure}"));
        return new InvalidOperationException(
            $"The service does not start, because warm-up failed: {reasons}. Mend the cause, lengthen "
            + $"{WarmupOptions.TasksSection}:{failed[0].Name}:{nameof(WarmupOptions.Timeout)}, or set "
            + $"{WarmupOptions.TasksSection}:{failed[0].Name}:{nameof(WarmupOptions.Required)} to false to start without.",
            failed[0].Exception);
    }

    private async Task<WarmupResult> RunAsync(IWarmupTask task, WarmupOptions settings, CancellationToken stopping)
    {
        var start = time.GetTimestamp();
        var source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var token = source.Token;

        // On another thread, so that one that blocks its thread holds up neither the others nor its time-out.
        var running = Task.Run(() => task.RunAsync(token), CancellationToken.None);
        try
        {
            await running.WaitAsync(settings.Timeout, time, stopping).ConfigureAwait(false);
            source.Dispose();
            var result = new WarmupResult(task.Name, time.GetElapsedTime(start), null, settings.Required, null);
            Log.WarmedUp(logger, result.Name, result.Duration);
            return result;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _ = AbandonedTask.LeaveAsync(running, source);
            throw;
        }
        catch (Exception exception)
        {
            var isTimeout = exception is TimeoutException && !running.IsCompleted;
            _ = AbandonedTask.LeaveAsync(running, source);
            var failure = isTimeout ? $"timed out after {settings.Timeout:c}" : $"threw {exception.GetType().Name}";
            var result = new WarmupResult(task.Name, time.GetElapsedTime(start), failure, settings.Required, isTimeout ? null : exception);
            Log.WarmupFailed(logger, result.Name, result.Failure!, result.Duration, result.Exception);
            return result;
        }
    }
}
