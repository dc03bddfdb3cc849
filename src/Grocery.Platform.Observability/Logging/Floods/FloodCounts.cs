using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Floods;

/// <summary>The counts of one template: mostly one logger logs it, at one level. Safe for concurrent use.</summary>
internal sealed class FloodCounts
{
    private FloodCount? _first;
    private ConcurrentDictionary<(string Logger, LogLevel Level), FloodCount>? _others;

    public FloodCount Of(string logger, LogLevel level)
    {
        var first = _first ?? Interlocked.CompareExchange(ref _first, new FloodCount(logger, level), null) ?? _first;
        if (first!.Level == level && first.Logger == logger)
            return first;

        var others = _others ?? Interlocked.CompareExchange(ref _others, new(), null) ?? _others!;
        return others.GetOrAdd((logger, level), static key => new FloodCount(key.Logger, key.Level));
    }
}
