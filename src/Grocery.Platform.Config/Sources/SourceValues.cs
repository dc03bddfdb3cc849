using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Sources;

/// <summary>Collects the values of a source by key, and refuses two for one key.</summary>
/// <param name="capacity">How many values are expected.</param>
internal sealed class SourceValues(int capacity = 0)
{
    private readonly Dictionary<string, SourceValue> _values = new(capacity, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, SourceValue> Values => _values;

    /// <summary>Gets a warning for each value that lies over keys of something else: .NET allows both, and binding takes only one of them.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            var odd = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in _values)
            {
                for (var parent = ConfigurationPath.GetParentPath(key); parent is not null; parent = ConfigurationPath.GetParentPath(parent))
                {
                    if (_values.TryGetValue(parent, out var over) && !string.IsNullOrEmpty(over.Text) && over.Name != value.Name)
                        odd.Add(parent);
                }
            }

            return [.. odd.Select(key => $"{_values[key].Name} gives {key} a value, and there are keys under it as well.")];
        }
    }

    /// <exception cref="SourceContentException">There is a value for the key, which ignores case.</exception>
    public void Add(string key, SourceValue value)
    {
        if (_values.TryAdd(key, value))
            return;

        var first = _values[key].Name;
        throw new SourceContentException(first == value.Name
            ? $"{first} gives the configuration key {key}, which ignores case, twice. Delete one of the two."
            : $"{first} and {value.Name} both give the configuration key {key}, which ignores case. Delete one of the two.");
    }
}
