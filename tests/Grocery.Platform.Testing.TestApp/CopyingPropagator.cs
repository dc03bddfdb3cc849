using System.Diagnostics;

namespace Grocery.Platform.Testing.TestApp;

/// <summary>Sends the caller's trace context on as it came, without a span of this service, or none at all.</summary>
internal sealed class CopyingPropagator(bool copies) : DistributedContextPropagator
{
    private readonly DistributedContextPropagator _standard = CreateDefaultPropagator();

    public override IReadOnlyCollection<string> Fields => _standard.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        var server = activity;
        while (server?.Parent is { } parent)
            server = parent;

        if (copies && server?.ParentId is { } caller)
            setter?.Invoke(carrier, "traceparent", caller);
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        _standard.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        _standard.ExtractBaggage(carrier, getter);
}
