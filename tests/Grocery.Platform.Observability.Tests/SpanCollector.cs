using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Grocery.Platform.Observability.Tests;

/// <summary>Keeps every sampled span of a service under test, as an exporter does.</summary>
internal sealed class SpanCollector : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _spans = new();

    public IReadOnlyList<Activity> Servers => [.. _spans.Where(span => span.Kind == ActivityKind.Server)];

    public IReadOnlyList<Activity> All => [.. _spans];

    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
            _spans.Enqueue(data);
    }
}
