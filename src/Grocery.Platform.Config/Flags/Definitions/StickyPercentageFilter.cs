using Grocery.Platform.Config.Flags.Requests;
using Grocery.Platform.Config.Flags.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Definitions;

/// <summary>The percentage that sticks, for Microsoft's evaluation: of a flag that has a filter of the service too.</summary>
[FilterAlias(Alias)]
internal sealed class StickyPercentageFilter(ITargetingContextAccessor users, UserBuckets buckets, TimeProvider time) : IFeatureFilter, IFilterParametersBinder
{
    public const string Alias = "Grocery.Platform.StickyPercentage";

    private readonly PercentageFilter _binder = new();

    public object BindParameters(IConfiguration parameters) => _binder.BindParameters(parameters);

    public async Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context)
    {
        var user = FlagUser.Of(await users.GetContextAsync().ConfigureAwait(false));
        var ask = new FlagAsk { User = user, Scope = FlagScope.Current, Time = time, Buckets = buckets };
        return new PercentageCondition(context.FeatureName, (PercentageFilterSettings)context.Settings).Holds(ask, out _);
    }
}
