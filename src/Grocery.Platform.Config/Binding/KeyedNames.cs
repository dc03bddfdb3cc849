using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Binding;

/// <summary>Reads a section that gives configuration keys names: a key may itself have several segments, which no binder understands.</summary>
internal static class KeyedNames
{
    /// <summary>Fills <paramref name="names"/>, by key, with every value under a section.</summary>
    public static void Bind(IConfiguration section, IDictionary<string, string> names)
    {
        names.Clear();
        foreach (var (key, name) in section.AsEnumerable(makePathsRelative: true))
        {
            if (key.Length > 0 && !string.IsNullOrWhiteSpace(name))
                names[key] = name;
        }
    }
}
