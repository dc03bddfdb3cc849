namespace Grocery.AppHost.Load;

/// <summary>What became of one request.</summary>
/// <param name="Kind">What the shopper wanted.</param>
/// <param name="Start">When it was meant to start, since the load began.</param>
/// <param name="Latency">From then to the end of its answer.</param>
/// <param name="Status">The status, or 0 when no answer came within the bound.</param>
/// <param name="SaysWhenToRetry">Whether the answer has <c>Retry-After</c>.</param>
internal readonly record struct LoadSample(string Kind, TimeSpan Start, TimeSpan Latency, int Status, bool SaysWhenToRetry)
{
    public bool IsAnswered => Status != 0;

    /// <summary>Gets a value indicating whether the shop said no for good: 409, without a time to ask again.</summary>
    public bool IsRefusal => Status == 409 && !SaysWhenToRetry;

    /// <summary>Gets a value indicating whether the shopper did not get what it asked for. Every request of the load is one that a healthy shop fulfils.</summary>
    public bool IsFailed => Status is < 200 or >= 300;
}
