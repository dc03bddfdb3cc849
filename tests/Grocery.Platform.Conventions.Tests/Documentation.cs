using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Conventions.Tests;

/// <summary>The pages of the repository, and what they name.</summary>
internal static partial class Documentation
{
    /// <summary>Gets the packages whose features have pages, each with the folder of the pages.</summary>
    public static IReadOnlyDictionary<string, string> Folders { get; } = new Dictionary<string, string>
    {
        ["Grocery.Platform.Observability"] = "observability",
        ["Grocery.Platform.Health"] = "health",
        ["Grocery.Platform.Resilience"] = "resilience",
        ["Grocery.Platform.Config"] = "config",
    };

    /// <summary>Gets the pages about one feature of a package each.</summary>
    public static IEnumerable<string> FeaturePagesOf(string package) => Directory.GetFiles(Repository.Path("docs", Folders[package]), "*.md")
        .Where(page => System.IO.Path.GetFileName(page) != "README.md")
        .Order(StringComparer.Ordinal);

    /// <summary>Gets every page, except those of builds.</summary>
    public static IEnumerable<string> Pages =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md"),
        .. new[] { "docs", "src", "samples", "benchmarks" }
            .SelectMany(folder => Directory.GetFiles(Repository.Path(folder), "*.md", SearchOption.AllDirectories)),
    ];

    public static string[] HeadingsOf(string page) =>
        [.. File.ReadLines(page).Where(line => line.StartsWith("## ", StringComparison.Ordinal))];

    /// <summary>Finds the configuration keys of the platform in a page, each way of writing several as one spelled out.</summary>
    public static IEnumerable<string> KeysIn(string page) => CodePattern().Matches(File.ReadAllText(page))
        .Select(match => match.Groups[1].Value.Split('=')[0].Trim())
        .Where(code => code.StartsWith("Platform:", StringComparison.Ordinal))
        .SelectMany(Expand);

    /// <summary>Finds the names of metrics and attributes of the platform in a page.</summary>
    public static IEnumerable<string> NamesIn(string page) =>
        NamePattern().Matches(File.ReadAllText(page)).Select(match => match.Value.TrimEnd('.'));

    /// <summary>Finds the files that a page links to by a relative path.</summary>
    public static IEnumerable<string> LinkedFilesIn(string page) =>
        from Match match in LinkPattern().Matches(File.ReadAllText(page))
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        select System.IO.Path.Combine(System.IO.Path.GetDirectoryName(page)!, target);

    /// <summary>Finds the code blocks of one language in a page.</summary>
    public static IEnumerable<string> SnippetsIn(string page, string language) => FencePattern().Matches(File.ReadAllText(page))
        .Where(match => match.Groups[1].Value == language)
        .Select(match => match.Groups[2].Value);

    // a:{b,c} are a:b and a:c; <name> is any name; what ends in * or … is a section.
    private static IEnumerable<string> Expand(string key)
    {
        var choice = ChoicePattern().Match(key);
        if (choice.Success)
            return choice.Groups[1].Value.Split(',').SelectMany(one => Expand(key.Replace(choice.Value, one.Trim(), StringComparison.Ordinal)));

        return [AnyNamePattern().Replace(key, "name").TrimEnd('*', '…').TrimEnd(':')];
    }

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencePattern();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\bgrocery\.[a-z_]+(?:\.[a-z_]+)*\.?")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex ChoicePattern();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex AnyNamePattern();
}
