using System.Reflection;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Definitions;

/// <summary>Finds the filters that a name in a definition means, by the rules of Microsoft.FeatureManagement.</summary>
internal sealed class FilterCatalog(
    IEnumerable<IFeatureFilterMetadata> filters,
    IEnumerable<ISessionManager> sessions,
    IOptions<FeatureManagementOptions> options,
    IOptions<TargetingEvaluationOptions> targeting)
{
    private const string Suffix = "Filter";

    private readonly IFeatureFilterMetadata[] _filters = [.. filters];

    /// <summary>Gets a value indicating whether the service remembers answers itself; then Microsoft's evaluation asks it first.</summary>
    public bool HasSessions { get; } = sessions.Any();

    /// <summary>Gets a value indicating whether a filter that nobody registered is no mistake.</summary>
    public bool AllowsMissing => options.Value.IgnoreMissingFeatureFilters;

    public bool IgnoresCase => targeting.Value.IgnoreCase;

    public static bool IsAlwaysOn(string name) =>
        name.Equals("AlwaysOn", StringComparison.OrdinalIgnoreCase) || name.Equals("On", StringComparison.OrdinalIgnoreCase);

    public IFeatureFilterMetadata[] Find(string name) => Array.FindAll(_filters, filter => IsNamed(filter.GetType(), name));

    /// <summary>Finds which of Microsoft's filters is meant; <see langword="null"/> when one of the service has a part in it.</summary>
    public Type? FindBuiltIn(string name)
    {
        var found = Find(name);
        if (found.Length == 0)
            return null;
        if (Array.TrueForAll(found, filter => filter is PercentageFilter))
            return typeof(PercentageFilter);
        if (Array.TrueForAll(found, filter => filter is TimeWindowFilter))
            return typeof(TimeWindowFilter);

        return Array.TrueForAll(found, filter => filter is TargetingFilter or ContextualTargetingFilter) ? typeof(TargetingFilter) : null;
    }

    private static bool IsNamed(Type filter, string name)
    {
        var alias = filter.GetCustomAttribute<FilterAliasAttribute>()?.Alias
            ?? (filter.Name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? filter.Name[..^Suffix.Length] : filter.Name);
        return name.Equals(name.Contains('.', StringComparison.Ordinal) ? alias : alias.Split('.')[^1], StringComparison.OrdinalIgnoreCase);
    }
}
