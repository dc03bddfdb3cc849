using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Sources;

/// <summary>All values of one source at one time. Immutable; each source derives from it to keep what tells it of a change.</summary>
internal abstract class SourceSnapshot(IReadOnlyDictionary<string, SourceValue> values)
{
    private readonly Lazy<ILookup<string, string>> _children = new(() => FindChildren(values.Keys));

    /// <summary>Gets the values by configuration key, which ignores case.</summary>
    public IReadOnlyDictionary<string, SourceValue> Values => values;

    /// <summary>Gets what is odd about the content and yet allowed, for the log.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the last segments of the keys right under a key, each once.</summary>
    public IEnumerable<string> ChildrenOf(string? parent) => _children.Value[parent ?? string.Empty];

    private static ILookup<string, string> FindChildren(IEnumerable<string> keys)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            // A key that is known has made its parents known.
            for (string? path = key; path is not null && known.Add(path);)
                path = ConfigurationPath.GetParentPath(path);
        }

        return known.ToLookup(
            key => ConfigurationPath.GetParentPath(key) ?? string.Empty, key => ConfigurationPath.GetSectionKey(key), StringComparer.OrdinalIgnoreCase);
    }
}
