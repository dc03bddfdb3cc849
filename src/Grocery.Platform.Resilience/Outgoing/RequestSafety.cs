namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Which requests do the same whether they are processed once or twice.</summary>
internal static class RequestSafety
{
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Says whether the method is idempotent (RFC 9110, section 9.2.2) or the request carries a key that makes it so.</summary>
    public static bool IsSafeToRepeat(HttpMethod method, HttpRequestMessage request) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete
        || method == HttpMethod.Options || method == HttpMethod.Trace
        || request.Headers.Contains(IdempotencyKey);
}
