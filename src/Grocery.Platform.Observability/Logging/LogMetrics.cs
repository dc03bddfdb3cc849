using System.Diagnostics.Metrics;

namespace Grocery.Platform.Observability.Logging;

/// <summary>What the log reports about itself.</summary>
internal sealed class LogMetrics
{
    private readonly Counter<long> _dropped;

    public LogMetrics(IMeterFactory meters) =>
        _dropped = meters.Create("Grocery.Platform.Observability")
            .CreateCounter<long>("grocery.logs.dropped", "{line}", "Log lines that could not be written.");

    public void Drop() => _dropped.Add(1);
}
