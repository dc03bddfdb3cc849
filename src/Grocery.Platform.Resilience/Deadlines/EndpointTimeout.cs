using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>The time-out that ASP.NET Core has for an endpoint.</summary>
/// <param name="Length">How long the request may take, if there is a bound.</param>
/// <param name="Policy">What to answer when it is over, if the service says so.</param>
/// <param name="ReplacesDefault">Whether the endpoint itself says how long it takes, so that no default holds for it.</param>
internal readonly record struct EndpointTimeout(TimeSpan? Length, RequestTimeoutPolicy? Policy, bool ReplacesDefault)
{
    /// <summary>Chooses as ASP.NET Core does: a switched off one, the endpoint's policy, its attribute, the default policy.</summary>
    public static EndpointTimeout Of(EndpointMetadataCollection? metadata, RequestTimeoutOptions options)
    {
        if (metadata is null)
            return Of(options.DefaultPolicy, isOwn: false);
        if (metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null)
            return new(null, null, ReplacesDefault: true);
        if (metadata.GetMetadata<RequestTimeoutPolicy>() is { } policy)
            return Of(policy, isOwn: true);
        if (metadata.GetMetadata<RequestTimeoutAttribute>() is not { } attribute)
            return Of(options.DefaultPolicy, isOwn: false);
        if (attribute.Timeout is { } length)
            return Of(length, null, isOwn: true);

        // One that is missing is for ASP.NET Core to complain of.
        return options.Policies.TryGetValue(attribute.PolicyName ?? "", out var named) ? Of(named, isOwn: true) : default;
    }

    private static EndpointTimeout Of(RequestTimeoutPolicy? policy, bool isOwn) => Of(policy?.Timeout, policy, isOwn);

    private static EndpointTimeout Of(TimeSpan? length, RequestTimeoutPolicy? policy, bool isOwn) =>
        length is { } bound && bound != Timeout.InfiniteTimeSpan ? new(bound, policy, isOwn) : new(null, null, isOwn);
}
