namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Which requests do the same whether they are processed once or twice.</summary>
internal static class RequestSafety
{
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Says whether the method is idempotent (RFC 9110, section 9.2.2) or the request carries a key that makes it so.</summary>
    public static bool IsSafeToRepeat(HttpMethod method, HttpRequestMessage request) =>
        IsSafe(method) || method == HttpMethod.Put || method == HttpMethod.Delete || request.Headers.Contains(IdempotencyKey);

    /// <summary>Says whether the method only reads (RFC 9110, section 9.2.1).</summary>
    public static bool IsSafe(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Trace;
}
