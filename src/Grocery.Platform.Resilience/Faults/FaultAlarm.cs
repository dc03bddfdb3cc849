using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Repeats in the log, while there are rules in production, that faults are injected.</summary>
internal sealed class FaultAlarm(
    FaultRules rules, FaultPolicy policy, IOptions<FaultOptions> options, TimeProvider time, ILoggerFactory loggers) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = loggers.CreateLogger(Log.Category);
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!policy.IsProduction || !options.Value.Enabled)
            return Task.CompletedTask;

        Ring();
        _timer = time.CreateTimer(static alarm => ((FaultAlarm)alarm!).Ring(), this, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void Ring()
    {
        if (rules.All is { Length: > 0 } all)
            Log.FaultsInProduction(_logger, policy.Environment, all);
    }
}
