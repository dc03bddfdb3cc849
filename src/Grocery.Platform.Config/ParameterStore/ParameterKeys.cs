using System.Globalization;
using System.Text.Json;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Turns parameters into configuration values.</summary>
internal static class ParameterKeys
{
    /// <summary>Maps the key of each parameter to its value, a list to <c>{key}:0</c>, <c>{key}:1</c> and so on.</summary>
    /// <param name="parameters">The parameters with their keys.</param>
    /// <param name="isJson">Whether a value that is a JSON object or array becomes keys under the key.</param>
    /// <exception cref="SourceContentException">Two parameters give one key, because keys ignore case.</exception>
    public static SourceValues Map(IReadOnlyCollection<KeyValuePair<string, Parameter>> parameters, bool isJson)
    {
        var values = new SourceValues(parameters.Count);
        foreach (var (key, parameter) in parameters)
        {
            var value = new SourceValue(
                parameter.Value, parameter.Name, parameter.Version.ToString(CultureInfo.InvariantCulture), parameter.IsSecret);
            if (parameter.Type == "StringList")
                AddList(values, key, value);
            else if (!isJson || !TryAddJson(values, key, value))
                values.Add(key, value);
        }

        return values;
    }

    /// <summary>Maps <c>{path}A/B</c> to <c>A:B</c>.</summary>
    /// <exception cref="SourceContentException">The parameter does not lie under the path.</exception>
    public static string Under(string path, string name) =>
        name.Length > path.Length && name.StartsWith(path, StringComparison.Ordinal)
            ? name[path.Length..].Replace('/', ':')
            : throw new SourceContentException($"The parameter {name} does not lie under {path}, which was asked for.");

    // AWS knows no escape for a comma within an item.
    private static void AddList(SourceValues values, string key, SourceValue value)
    {
        foreach (var (i, item) in value.Text!.Split(',').Index())
            values.Add(string.Create(CultureInfo.InvariantCulture, $"{key}:{i}"), value with { Text = item });
    }

    // What is not JSON stays text: a text may well start with a bracket.
    private static bool TryAddJson(SourceValues values, string key, SourceValue value)
    {
        if (!JsonValues.MayBeContainer(value.Text!))
            return false;

        try
        {
            foreach (var (under, text) in JsonValues.Flatten(key, value.Text!))
                values.Add(under, value with { Text = text });

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
