using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding;

/// <summary>Finds the configured keys that nothing reads, with the known key that each was probably meant to be.</summary>
internal sealed class UnknownKeys(IEnumerable<OptionsDefinition> definitions, IConfiguration configuration)
{
    private const string Root = "Platform";

    private readonly string[][] _patterns =
        [.. definitions.SelectMany(definition => definition.KeyPatterns).Select(pattern => pattern.Split(':'))];

    public IReadOnlyList<UnknownConfigurationKey> Find()
    {
        List<string> unknown = [];
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable())
        {
            if (value is not null && key.Length > Root.Length && !IsKnown(key.Split(':')))
                unknown.Add(key);
        }

        unknown.Sort(StringComparer.Ordinal);
        return unknown.ConvertAll(key => new UnknownConfigurationKey(key, Nearest(key.Split(':'))));
    }

    private bool IsKnown(string[] key) => Array.Exists(_patterns, pattern => Matches(pattern, key));

    private static bool Matches(string[] pattern, string[] key)
    {
        var open = pattern[^1] == "**";
        if (open ? key.Length < pattern.Length - 1 : key.Length != pattern.Length)
            return false;

        var fixedSegments = open ? pattern.Length - 1 : pattern.Length;
        for (var i = 0; i < fixedSegments; i++)
        {
            if (pattern[i] != "*" && !pattern[i].Equals(key[i], StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    private string? Nearest(string[] key)
    {
        var text = string.Join(':', key);
        var nearest = _patterns
            .Select(pattern => Fill(pattern, key))
            .Select(candidate => (candidate, Distance: EditDistance.Between(candidate, text)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();

        // Further off than a third of its length, a suggestion misleads more than it helps.
        return nearest.candidate is not null && nearest.Distance <= text.Length / 3 ? nearest.candidate : null;
    }

    private static string Fill(string[] pattern, string[] key) =>
        string.Join(':', pattern.Where(segment => segment != "**").Select((segment, i) => segment == "*" && i < key.Length ? key[i] : segment));
}
