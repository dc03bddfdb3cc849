using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Refresh;

/// <summary>The one loop that reads the sources again; whoever wants them read now joins it.</summary>
internal sealed class ConfigurationRefresher(
    SourceReloads reloads, RefreshSchedule schedule, LiveOptions<RefreshOptions> options, TimeProvider time, ILogger<ConfigurationRefresher> logger)
    : BackgroundService, IConfigurationRefresher
{
    private static readonly ActivitySource Source = new(ConfigMetrics.MeterName);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();

    // The read that runs, and the one that waits for it to end; it becomes the running one before it begins.
    private Task<bool>? _running;
    private Task<bool>? _queued;

    public Task<bool> RefreshAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_queued is not null)
                return _queued.WaitAsync(cancellationToken);

            if (_running is { IsCompleted: false } running)
                return (_queued = ReadAfterAsync(running)).WaitAsync(cancellationToken);

            _running = Task.Run(ReadAsync, CancellationToken.None);
            return _running.WaitAsync(cancellationToken);
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        reloads.Begin();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _stop.Cancel();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (reloads.HasSources)
        {
            await WaitAsync(stoppingToken).ConfigureAwait(false);
            await RefreshAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the next read; starts over when the options change, because the period may have become shorter.</summary>
    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            using var changed = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            RefreshOptions? current = null;
            using var following = options.OnReload(() => CancelIfDifferent(Volatile.Read(ref current), changed));

            // After it, or a change in between would be lost.
            Volatile.Write(ref current, options.Value);
            var wait = current!.Enabled ? schedule.Next(current, reloads.State.FailedReads) : Timeout.InfiniteTimeSpan;
            try
            {
                await Task.Delay(wait, time, changed.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                // Something else has to be waited for now.
            }
        }
    }

    private void CancelIfDifferent(RefreshOptions? before, CancellationTokenSource changed)
    {
        var now = options.Value;
        if (now.Enabled != before?.Enabled || now.Period != before.Period || now.MaxRequestsPerMinute != before.MaxRequestsPerMinute)
            changed.Cancel();
    }

    private async Task<bool> ReadAfterAsync(Task<bool> running)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
            (_running, _queued) = (_queued, null);

        return await ReadAsync().ConfigureAwait(false);
    }

    private async Task<bool> ReadAsync()
    {
        using var activity = Source.StartActivity("configuration refresh");
        try
        {
            return await reloads.ReadAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A defect of ours, which must not end the process.
            Log.ConfigurationReadFailed(logger, exception);
            return false;
        }
    }
}
