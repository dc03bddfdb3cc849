using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Logs, once there is a log, that the service starts without parameters that it could have had.</summary>
internal sealed class ParameterStoreWarning(ParameterStoreState state, SecretValues secrets, ILogger<ParameterStoreWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (state.Load is { Failures: { Count: > 0 } failures })
            Log.ParameterStoreNotRead(logger, secrets.Redact(string.Join(" ", failures)));

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
