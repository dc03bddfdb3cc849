using Grocery.Platform.Observability.Logging;
using Grocery.Platform.Observability.Resources;
using Grocery.Platform.Observability.SelfTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Telemetry;

/// <summary>Starts the providers ahead of every other service, and flushes them after all have stopped, within a bound.</summary>
internal sealed class TelemetryService(
    TelemetryProviders providers, IServiceProvider services, DetectedResource resource, ILogger<TelemetryService> logger) : IHostedLifecycleService
{
    // The SDK would wait 5 seconds for each signal when a collector accepts the connection and never answers.
    private const int FlushMilliseconds = 1500;

    private TracerProvider? _tracing;
    private MeterProvider? _metrics;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        (_tracing, _metrics) = await providers.CompleteAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

        // What is counted before metrics are collected is lost.
        services.GetService<LogMetrics>()?.Begin();
        services.GetRequiredService<TelemetryExports>().Begin();
        foreach (var (detector, reason) in resource.Failures)
            Log.ResourceIncomplete(logger, detector, reason);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Flush(() => _tracing?.Shutdown(FlushMilliseconds)),
        Flush(() => _metrics?.Shutdown(FlushMilliseconds)));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The SDK blocks. Two threads of a small pool less, and what the export itself needs of the pool would wait for them.
    private static Task Flush(Action shutdown) =>
        Task.Factory.StartNew(shutdown, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
