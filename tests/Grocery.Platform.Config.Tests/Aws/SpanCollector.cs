using System.Collections.Concurrent;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace Grocery.Platform.Config.Tests.Aws;

/// <summary>Takes all that the SDK says in spans of its own.</summary>
internal sealed class SpanCollector : TracerProvider
{
    private readonly ConcurrentQueue<string> _texts = new();

    public IReadOnlyList<string> Texts => [.. _texts];

    public override Tracer GetTracer(string scope) => new CollectingTracer(_texts);

    public override Tracer GetTracer(string scope, Attributes attributes) => new CollectingTracer(_texts);

    private static void Add(ConcurrentQueue<string> texts, Attributes? attributes)
    {
        foreach (var (name, value) in attributes?.AllAttributes ?? [])
            texts.Enqueue($"{name}={value}");
    }

    private sealed class CollectingTracer(ConcurrentQueue<string> texts) : Tracer
    {
        public override TraceSpan CreateSpan(string name, Attributes? initialAttributes = null, SpanKind spanKind = SpanKind.INTERNAL, SpanContext? parentContext = null)
        {
            texts.Enqueue(name);
            Add(texts, initialAttributes);
            return new CollectingSpan(texts);
        }

        protected override void Dispose(bool disposing) => base.Dispose(disposing);
    }

    private sealed class CollectingSpan(ConcurrentQueue<string> texts) : TraceSpan
    {
        public override void EmitEvent(string name, Attributes? attributes = null)
        {
            texts.Enqueue(name);
            Add(texts, attributes);
        }

        public override void SetAttribute(string name, object value) => texts.Enqueue($"{name}={value}");

        public override void SetStatus(SpanStatus status) => texts.Enqueue(status.ToString());

        public override void RecordException(Exception exception, Attributes? attributes = null)
        {
            texts.Enqueue(exception.ToString());
            Add(texts, attributes);
        }

        public override void End()
        {
        }

        protected override void Dispose(bool disposing) => base.Dispose(disposing);
    }
}
