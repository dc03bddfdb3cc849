using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Telemetry;

/// <summary>Starts the providers ahead of every other service, and flushes them after all have stopped, within a bound.</summary>
internal sealed class TelemetryService(IServiceProvider services, TelemetrySwitches switches) : IHostedLifecycleService
{
    // As long as the SDK waits, but for both signals at once. Less loses the last spans of a busy machine, which still has to connect.
    private const int FlushMilliseconds = 5000;

    private TracerProvider? _tracing;
    private MeterProvider? _metrics;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _tracing = switches.Tracing ? services.GetService<TracerProvider>() : null;
        _metrics = switches.Metrics ? services.GetService<MeterProvider>() : null;
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _tracing?.Shutdown(FlushMilliseconds), CancellationToken.None),
        Task.Run(() => _metrics?.Shutdown(FlushMilliseconds), CancellationToken.None));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
