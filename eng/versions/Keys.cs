using YamlDotNet.RepresentationModel;

namespace Grocery.Versions;

/// <summary>The keys of one mapping.</summary>
internal sealed class Keys(YamlMappingNode mapping, string where, Problems problems)
{
    public YamlNode? this[string key] => mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>Reports the keys that are missing, and those that nobody reads.</summary>
    public void Allow(IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional)
    {
        string[] allowed = [.. required, .. optional];
        foreach (var key in mapping.Children.Keys.OfType<YamlScalarNode>().Where(key => !allowed.Contains(key.Value)))
            problems.Add(key, $"{where} has the key \"{key.Value}\", which nothing reads; allowed: {string.Join(", ", allowed)}.{NearMiss.Suggest(key.Value ?? "", allowed)}");

        foreach (var key in required.Where(key => this[key] is null))
            problems.Add(mapping, $"{where} has no {key}; add it");
    }

    /// <summary>Gives the text of a key; <see langword="null"/> when it is missing, or is no text, which is reported.</summary>
    public string? Text(string key)
    {
        if (this[key] is not { } node)
            return null;
        if (node is YamlScalarNode { Value: { Length: > 0 } text } && !text.Contains('\n', StringComparison.Ordinal))
            return text;

        problems.Add(node, $"{key} of {where} is not one line of text; write its value behind it, or leave the key out");
        return null;
    }

    public void Report(string key, string problem) => problems.Add(this[key] ?? mapping, $"{where}: {problem}");
}
