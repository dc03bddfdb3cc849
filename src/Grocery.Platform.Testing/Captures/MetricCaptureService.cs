using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Testing.Captures;

/// <summary>Does nothing: making it begins a capture, ahead of every other service.</summary>
internal sealed class MetricCaptureService : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
