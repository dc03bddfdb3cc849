using Grocery.Platform.Resilience.Budgets;
using Grocery.Platform.Resilience.Deadlines;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>What the clients and the pipelines of the process have in common.</summary>
internal sealed class DestinationParts(
    LiveOptions<DeadlineOptions> deadlines, RetryBudgets budgets, ResilienceMetrics metrics, TimeProvider time, ILoggerFactory loggers)
{
    public TimeProvider Time => time;

    public ILogger Logger { get; } = loggers.CreateLogger(Log.Category);

    public string DeadlineHeader => deadlines.Value.Header;

    /// <summary>Gets the deadline of the work that a call of now belongs to.</summary>
    public AmbientDeadline? WorkDeadline => deadlines.Value.Enabled ? AmbientDeadline.Current : null;

    public Destination Create(string client, DestinationKey key, bool hasOwnSeries) => new(
        client,
        key.ToString(),
        budgets.Acquire(key),
        new DestinationTelemetry(
            metrics,
            time,
            Logger,
            hasOwnSeries,
            new("grocery.resilience.client", client),
            new("server.address", hasOwnSeries ? key.Host : "_OTHER"),
            new("server.port", hasOwnSeries ? key.Port : 0)));

    public void Forget(DestinationKey key) => budgets.Release(key);

    public Destination CreateForPipeline(string name) => new(
        name, name, budgets.Create(), new DestinationTelemetry(metrics, time, Logger, hasOwnSeries: true, new KeyValuePair<string, object?>("grocery.resilience.pipeline", name)));
}
