using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Testing.Fakes.Tests;

/// <summary>The code on the page about the fakes is code of these tests.</summary>
public sealed partial class SnippetTests
{
    [Fact]
    public void Every_snippet_of_the_page_is_a_part_of_a_test_and_every_part_is_on_the_page()
    {
        var page = File.ReadAllText(Repository.Path("docs", "testing", "fakes.md"));
        var written = BlockPattern().Matches(page).Select(match => match.Groups[1].Value.Trim()).Order(StringComparer.Ordinal);

        var tested = Directory.GetFiles(Repository.Path("tests", "Grocery.Platform.Testing.Fakes.Tests"), "*.cs")
            .SelectMany(file => PartPattern().Matches(File.ReadAllText(file)))
            .Select(match => IndentPattern().Replace(match.Groups[1].Value, string.Empty).Trim())
            .Order(StringComparer.Ordinal)
            .ToArray();

        Assert.Equal(6, tested.Length);
        Assert.Equal(tested, written);
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"// snippet: [a-z-]+\n(.*?)\n *// end\n", RegexOptions.Singleline)]
    private static partial Regex PartPattern();

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex IndentPattern();
}
