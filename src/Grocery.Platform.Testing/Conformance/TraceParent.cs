using System.Security.Cryptography;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>A caller's trace context (W3C), sampled.</summary>
internal sealed record TraceParent(string TraceId, string SpanId)
{
    public static TraceParent Create() =>
        new(RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(16, lowercase: true));

    public override string ToString() => $"00-{TraceId}-{SpanId}-01";
}
