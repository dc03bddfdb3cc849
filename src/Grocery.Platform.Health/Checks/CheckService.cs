using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Checks;

/// <summary>Runs the loops of all checks, side by side, from the start of the host to its stop.</summary>
internal sealed class CheckService(
    IOptions<HealthOptions> options, HealthSnapshot snapshot, CheckTurns turns, Jitter jitter, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;

        var loops = new List<Task>();
        foreach (var check in snapshot.Checks)
            loops.Add(new CheckLoop(turns.Of(check), jitter, time).RunAsync(stoppingToken));

        // A background service that throws stops the whole host.
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
