namespace Grocery.Load.Requests;

/// <summary>What became of one request.</summary>
/// <param name="Step">What it was for.</param>
/// <param name="Start">When it was meant to start, since the load began.</param>
/// <param name="Latency">From then to the end of its answer.</param>
/// <param name="Status">The status, or 0 when no answer came within the bound.</param>
/// <param name="SaysWhenToRetry">Whether the answer has <c>Retry-After</c>.</param>
internal readonly record struct LoadSample(Step Step, TimeSpan Start, TimeSpan Latency, int Status, bool SaysWhenToRetry)
{
    /// <summary>Gets why there was no answer; <see langword="null"/> when there was one.</summary>
    public string? Failure { get; init; }

    public bool IsAnswered => Status != 0;

    /// <summary>Gets a value indicating whether the service failed: a status of 500 or above, or no answer.</summary>
    public bool IsError => Status is 0 or >= 500;

    /// <summary>Gets a value indicating whether the shop said no for good: 409, without a time to ask again.</summary>
    public bool IsRefusal => Status == 409 && !SaysWhenToRetry;

    /// <summary>Gets a value indicating whether who asked did not get it. Every request of a load is one that a healthy service fulfils.</summary>
    public bool IsFailed => Status is < 200 or >= 300;
}
