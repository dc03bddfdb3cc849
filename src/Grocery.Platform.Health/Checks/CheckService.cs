using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Checks;

/// <summary>Runs the loops of all checks, side by side, from the start of the host to its stop.</summary>
internal sealed class CheckService(
    IOptions<HealthOptions> options,
    HealthSnapshot snapshot,
    HealthMetrics metrics,
    Jitter jitter,
    IServiceScopeFactory scopes,
    SecretValues secrets,
    TimeProvider time,
    ILogger<CheckService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;

        var loops = new List<Task>();
        foreach (var check in snapshot.Checks)
        {
            var runner = new CheckRunner(check.Registration, check.Settings.Timeout, scopes, secrets, time);
            loops.Add(new CheckLoop(check, runner, metrics, jitter, time, logger).RunAsync(stoppingToken));
        }

        // A background service that throws stops the whole host.
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
