using Grocery.Platform.Config.Flags.Evaluation;
using Grocery.Platform.Config.Flags.Requests;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Definitions;

/// <summary>Gives Microsoft's evaluation the definitions that the request started with, the last good ones, with a percentage that sticks.</summary>
internal sealed class PinnedDefinitions(Lazy<LiveFlags> live, Lazy<FilterCatalog> filters) : IFeatureDefinitionProvider
{
    private FlagSet Flags => FlagScope.CurrentOf(live.Value)?.Pin() ?? live.Value.Current;

    public Task<FeatureDefinition> GetFeatureDefinitionAsync(string featureName) => Task.FromResult(DefinitionOf(Flags.Find(featureName))!);

    public async IAsyncEnumerable<FeatureDefinition> GetAllFeatureDefinitionsAsync()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var flag in Flags.Flags)
            yield return DefinitionOf(flag)!;
    }

    private FeatureDefinition? DefinitionOf(Flag? flag)
    {
        if (flag is null)
            return null;
        if (flag.Definition.Definition is not { } definition)
            return new FeatureDefinition { Name = flag.Name };
        if (flag.Rule is not null)
            return definition;

        return new FeatureDefinition
        {
            Name = definition.Name,
            EnabledFor = definition.EnabledFor.Select(Stick),
            RequirementType = definition.RequirementType,
            Status = definition.Status,
            Allocation = definition.Allocation,
            Variants = definition.Variants,
        };
    }

    private FeatureFilterConfiguration Stick(FeatureFilterConfiguration filter) =>
        !FilterCatalog.IsAlwaysOn(filter.Name) && filters.Value.FindBuiltIn(filter.Name) == typeof(PercentageFilter)
            ? new FeatureFilterConfiguration { Name = StickyPercentageFilter.Alias, Parameters = filter.Parameters }
            : filter;
}
