using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;
using Microsoft.CodeAnalysis;

namespace Grocery.Platform.Analyzers.Tests;

/// <summary>What the pages say of the rules is what the rules are.</summary>
public sealed partial class RulePageTests
{
    private static readonly string[] Headings = ["## Cause", "## Example", "## Fix", "## When to suppress"];

    public static TheoryData<string> Rules => [.. Compiled.Rules.Select(rule => rule.Id)];

    [Fact]
    public void The_table_names_every_rule_as_it_is()
    {
        var rows = File.ReadLines(Page("README")).Where(line => line.StartsWith("| [GROCERY", StringComparison.Ordinal));
        var rules = Compiled.Rules.Select(rule =>
            $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {(HasFix(rule.Id) ? "yes" : "no")} |");

        Assert.NotEmpty(Compiled.Rules);
        Assert.Equal(rules, rows);
    }

    [Fact]
    public void A_release_lists_every_rule()
    {
        var listed = File.ReadLines(Repository.Path("src", "Grocery.Platform.Analyzers", "AnalyzerReleases.Unshipped.md"))
            .Concat(File.ReadLines(Repository.Path("src", "Grocery.Platform.Analyzers", "AnalyzerReleases.Shipped.md")))
            .Where(line => line.StartsWith("GROCERY", StringComparison.Ordinal));

        Assert.Equal(Compiled.Rules.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_leads_to_its_page(string id)
    {
        var rule = Compiled.Rules.Single(one => one.Id == id);

        Assert.Equal($"https://github.com/grocery-platform/grocery-platform/blob/main/docs/analyzers/{id}.md", rule.HelpLinkUri);
        Assert.Equal($"# {id}: {rule.Title}", File.ReadLines(Page(id)).First());
        Assert.Equal(Headings, File.ReadLines(Page(id)).Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Equal(DiagnosticSeverity.Warning, rule.DefaultSeverity);
        Assert.True(rule.IsEnabledByDefault);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task The_example_of_a_page_is_found_and_what_mends_it_is_clean(string id)
    {
        var snippets = SnippetPattern().Matches(await File.ReadAllTextAsync(Page(id), TestContext.Current.CancellationToken));
        Assert.Equal(2, snippets.Count);

        Assert.Equal([id], await Compiled.FindAsync(snippets[0].Groups[1].Value));
        Assert.Empty(await Compiled.FindAsync(snippets[1].Groups[1].Value));
    }

    [Fact]
    public void Nothing_of_the_analyzers_is_public() =>
        Assert.Empty(Compiled.Analyzers.Concat<object>(Compiled.Fixes).Select(one => one.GetType().Assembly).Distinct().SelectMany(assembly => assembly.GetExportedTypes()));

    private static bool HasFix(string id) => Compiled.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    private static string Page(string name) => Repository.Path("docs", "analyzers", name + ".md");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SnippetPattern();
}
