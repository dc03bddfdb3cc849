using System.Collections.Concurrent;
using System.Diagnostics;

namespace Grocery.Platform.Testing.Captures;

/// <summary>The traces of the requests that a service got. Spans do not say of which service in a process they are. Safe for concurrent use.</summary>
internal sealed class RequestTraces
{
    private readonly ConcurrentDictionary<ActivityTraceId, bool> _traces = new();

    public void Add(ActivityTraceId trace) => _traces[trace] = true;

    public bool Has(ActivityTraceId trace) => _traces.ContainsKey(trace);
}
