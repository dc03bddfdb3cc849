using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Grocery.Slo.Definition;

/// <summary>Reads a mapping of YAML strictly: each wrong value and each key that nobody asked for becomes a problem.</summary>
internal sealed class YamlMap(string path, YamlMappingNode node, string name, ICollection<Problem> problems)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public long Line => node.Start.Line;

    /// <summary>Gets the keys in their order, whatever they are.</summary>
    public IEnumerable<string> Keys => node.Children.Keys.Select(key => key.ToString());

    public void Refuse(long line, string message) => problems.Add(new Problem(path, line, message));

    public long LineOf(string key) => node.Children.Keys.FirstOrDefault(item => item.ToString() == key)?.Start.Line ?? Line;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Reads a text; a problem where it is no text, or missing though it is required.</summary>
    public string? Text(string key, bool isRequired = false)
    {
        switch (Find(key))
        {
            case YamlScalarNode { Value.Length: > 0 } scalar:
                return scalar.Value;
            case null when isRequired:
                Refuse(Line, $"{name} has no {key}: add it.");
                return null;
            case null:
                return null;
            default:
                Refuse(LineOf(key), $"{key} must be a text.");
                return null;
        }
    }

    public decimal? Number(string key, bool isRequired = false)
    {
        if (Text(key, isRequired) is not { } text)
            return null;

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;

        Refuse(LineOf(key), $"{key} is \"{text}\": write a number such as 99.9.");
        return null;
    }

    public YamlMap? Map(string key, bool isRequired = false)
    {
        switch (Find(key))
        {
            case YamlMappingNode { Children.Count: > 0 } map:
                return new YamlMap(path, map, key, problems);
            case null when isRequired:
                Refuse(Line, $"{name} has no {key}: add it.");
                return null;
            case null:
                return null;
            default:
                Refuse(LineOf(key), $"{key} must have keys of its own.");
                return null;
        }
    }

    public IReadOnlyList<YamlMap> List(string key)
    {
        switch (Find(key))
        {
            case YamlSequenceNode { Children.Count: > 0 } list when list.Children.All(item => item is YamlMappingNode):
                return [.. list.Children.Cast<YamlMappingNode>().Select((item, index) => new YamlMap(path, item, $"{key}[{index}]", problems))];
            case null:
                Refuse(Line, $"{name} has no {key}: add a list with at least one.");
                return [];
            default:
                Refuse(LineOf(key), $"{key} must be a list, each with keys of its own.");
                return [];
        }
    }

    /// <summary>Reads one text, or a list of them.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        if (Find(key) is not YamlSequenceNode list)
            return Text(key) is { } text ? [text] : [];

        if (list.Children.Count > 0 && list.Children.All(item => item is YamlScalarNode { Value.Length: > 0 }))
            return [.. list.Children.Cast<YamlScalarNode>().Select(item => item.Value!)];

        Refuse(LineOf(key), $"{key} must be a text or a list of texts.");
        return [];
    }

    /// <summary>Refuses every key that was not asked for. Called last.</summary>
    public void RefuseOtherKeys()
    {
        foreach (var key in Keys.Where(key => !_asked.Contains(key)).ToArray())
            Refuse(LineOf(key), $"{name} has the unknown key {key}; {NearNames.Suggest(key, _asked)}");
    }

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return node.Children.FirstOrDefault(item => item.Key.ToString() == key).Value;
    }
}
