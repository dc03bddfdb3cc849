using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Remembers on each thread that Serilog made an event, which it silently does not when a value throws while it is captured.</summary>
internal sealed class CaptureMark : ILogEventEnricher
{
    [ThreadStatic]
    private static bool _isSet;

    /// <summary>Gets or sets a value indicating whether an event was made on this thread.</summary>
    public static bool IsSet
    {
        get => _isSet;
        set => _isSet = value;
    }

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => _isSet = true;
}
