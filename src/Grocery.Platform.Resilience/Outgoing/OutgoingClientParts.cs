using Grocery.Platform.Resilience.Budgets;
using Grocery.Platform.Resilience.Destinations;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>What the clients of the process have in common.</summary>
internal sealed class OutgoingClientParts(
    LiveOptions<DeadlineOptions> deadlines, RetryBudgets budgets, ResilienceMetrics metrics, TimeProvider time, ILoggerFactory loggers)
{
    public LiveOptions<DeadlineOptions> Deadlines => deadlines;

    public RetryBudgets Budgets => budgets;

    public ResilienceMetrics Metrics => metrics;

    public TimeProvider Time => time;

    public ILogger Logger { get; } = loggers.CreateLogger(Log.Category);

    public DestinationTelemetry TelemetryOf(string client, DestinationKey key, bool hasOwnSeries) => new(
        metrics,
        time,
        Logger,
        hasOwnSeries,
        new("grocery.resilience.client", client),
        new("server.address", hasOwnSeries ? key.Host : "_OTHER"),
        new("server.port", hasOwnSeries ? key.Port : 0));
}
