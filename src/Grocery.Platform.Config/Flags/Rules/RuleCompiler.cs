using Grocery.Platform.Config.Flags.Definitions;
using Microsoft.Extensions.Configuration;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>Makes rules of definitions.</summary>
internal sealed class RuleCompiler(FilterCatalog filters)
{
    private readonly PercentageFilter _percentage = new();
    private readonly TimeWindowFilter _timeWindow = new();
    private readonly ContextualTargetingFilter _targeting = new();

    /// <summary>Makes the rule of a definition, or of what an operator says in the place of its filters.</summary>
    public CompiledRule Compile(FeatureDefinition definition, bool? overridden)
    {
        var variants = definition.Variants.Any() ? new VariantChoice(definition, filters.IgnoresCase) : null;
        if (overridden is { } isOn)
            return new CompiledRule(new FlagRule(definition, [new FixedCondition(isOn)], variants, canBeOverruled: false), null);

        var isDisabled = definition.Status == FeatureStatus.Disabled;
        FlagCondition?[] conditions = isDisabled ? [] : [.. definition.EnabledFor.Select(filter => TryCompile(definition.Name, filter))];
        var problem = conditions.OfType<BrokenCondition>().FirstOrDefault()?.Problem ?? variants?.Problem;
        if (!filters.HasSessions && Array.TrueForAll(conditions, condition => condition is not null))
            return new CompiledRule(new FlagRule(definition, conditions!, variants, !isDisabled), problem);

        // Microsoft's evaluation would throw in a request.
        return problem is null ? new CompiledRule(null, null) : new CompiledRule(new FlagRule(definition, [new BrokenCondition(problem)], null, false), problem);
    }

    /// <returns><see langword="null"/> for a filter of the service.</returns>
    private FlagCondition? TryCompile(string flag, FeatureFilterConfiguration filter)
    {
        try
        {
            return Compile(flag, filter.Name, filter.Parameters);
        }
        catch (Exception exception)
        {
            return new BrokenCondition($"the filter {filter.Name}: {exception.Message}");
        }
    }

    private FlagCondition? Compile(string flag, string filter, IConfiguration parameters)
    {
        if (FilterCatalog.IsAlwaysOn(filter))
            return new FixedCondition(true);

        var builtIn = filters.FindBuiltIn(filter);
        if (builtIn == typeof(PercentageFilter))
            return new PercentageCondition(flag, (PercentageFilterSettings)_percentage.BindParameters(parameters));
        if (builtIn == typeof(TimeWindowFilter))
            return new TimeWindowCondition(flag, (TimeWindowFilterSettings)_timeWindow.BindParameters(parameters));
        if (builtIn is not null)
            return CompileTargeting(flag, (TargetingFilterSettings)_targeting.BindParameters(parameters));

        Check(filter, parameters);
        return null;
    }

    private TargetingCondition CompileTargeting(string flag, TargetingFilterSettings settings) =>
        settings.Audience.Groups?.Exists(group => group.Name is null) == true
            ? throw new InvalidDataException("a group of the audience has no name")
            : new TargetingCondition(flag, settings.Audience, filters.IgnoresCase);

    // What a filter of the service cannot read is known now, and not in a request.
    private void Check(string filter, IConfiguration parameters)
    {
        var found = filters.Find(filter);
        if (found.Length == 0 && !filters.AllowsMissing)
            throw new InvalidDataException("no filter of this name is registered");

        foreach (var binder in found.OfType<IFilterParametersBinder>())
            binder.BindParameters(parameters);
    }
}
