using System.Globalization;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Turns the parameters under one path into configuration keys and values.</summary>
internal static class ParameterKeys
{
    /// <summary>Maps <c>{path}A/B</c> to <c>A:B</c>, and a list to <c>A:B:0</c>, <c>A:B:1</c> and so on.</summary>
    /// <exception cref="AmbiguousParametersException">Two parameters give one key, because keys ignore case.</exception>
    /// <exception cref="InvalidDataException">A parameter does not lie under the path.</exception>
    public static Dictionary<string, string?> Map(string path, IEnumerable<Parameter> parameters)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in parameters)
        {
            var key = Key(path, parameter.Name);
            if (parameter.Type != "StringList")
            {
                Add(key, parameter.Value, parameter.Name);
                continue;
            }

            // AWS knows no escape for a comma within an item.
            var items = parameter.Value.Split(',');
            for (var i = 0; i < items.Length; i++)
                Add(string.Create(CultureInfo.InvariantCulture, $"{key}:{i}"), items[i], parameter.Name);
        }

        return values;

        void Add(string key, string value, string name)
        {
            // A parameter that moves between pages while they are read comes twice under the very same name.
            if (!names.TryAdd(key, name) && names[key] != name)
                throw new AmbiguousParametersException(names[key], name, key);

            values[key] = value;
        }
    }

    private static string Key(string path, string name) =>
        name.Length > path.Length && name.StartsWith(path, StringComparison.Ordinal)
            ? name[path.Length..].Replace('/', ':')
            : throw new InvalidDataException($"The parameter {name} does not lie under {path}.");
}
