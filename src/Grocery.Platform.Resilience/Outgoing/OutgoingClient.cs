using Grocery.Platform.Resilience.Destinations;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>One protected client of the factory: its options, and its destinations with their state.</summary>
internal sealed class OutgoingClient
{
    private bool _secondHandlerReported;

    public OutgoingClient(string name, HttpResilienceOptions options, ResilienceMetrics metrics, TimeProvider time, ILogger logger)
    {
        Name = name.Length == 0 ? "(default)" : name;
        SwitchKey = name.Length == 0
            ? $"{HttpResilienceOptions.Section}:{nameof(options.Enabled)}"
            : $"{HttpResilienceOptions.ClientsSection}:{name}:{nameof(options.Enabled)}";
        Options = options;
        Metrics = metrics;
        Time = time;
        Logger = logger;
        Destinations = new DestinationTable((key, hasOwnTags) => new Destination(this, key, hasOwnTags));
    }

    public string Name { get; }

    public HttpResilienceOptions Options { get; }

    public ResilienceMetrics Metrics { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public DestinationTable Destinations { get; }

    private string SwitchKey { get; }

    // The factory builds the handlers of a client anew every few minutes; one warning is enough.
    public void ReportSecondHandler(string handler)
    {
        if (!Interlocked.Exchange(ref _secondHandlerReported, true))
            Log.SecondHandler(Logger, Name, handler, SwitchKey);
    }
}
