using System.Text.RegularExpressions;
using Grocery.Docs.Tests.Pages;
using Grocery.Platform.TestSupport;

namespace Grocery.Docs.Tests.Snippets;

/// <summary>What a snippet for the shell calls of this repository.</summary>
internal static partial class ShellSnippet
{
    /// <summary>Finds the paths in the repository that a snippet names.</summary>
    public static IEnumerable<string> PathsIn(Snippet snippet) =>
        from Match match in PathPattern().Matches(snippet.Text)
        let path = match.Groups[1].Value.TrimEnd('.', ',', ')')
        where !path.Contains('*', StringComparison.Ordinal)
        select path;

    /// <summary>Finds the options that a snippet gives to scripts of the repository, but <c>eng/grocery</c>, which hands options on.</summary>
    public static IEnumerable<(string Script, string Option)> OptionsIn(Snippet snippet) =>
        from call in Lines(snippet.Text)
        let script = ScriptPattern().Match(call)
        where script.Success && script.Groups[1].Value != "eng/grocery" && File.Exists(Repository.Path(script.Groups[1].Value))
        from Match option in OptionPattern().Matches(script.Groups[2].Value)
        select (script.Groups[1].Value, option.Groups[1].Value);

    // Without comments, one line a command, and without what stands between quotes.
    private static IEnumerable<string> Lines(string text) =>
        QuotedPattern().Replace(ContinuationPattern().Replace(text, " "), "''")
            .Split('\n')
            .Select(line => CommentPattern().Replace(line, "").Trim())
            .Where(line => line.Length > 0);

    [GeneratedRegex(@"(?<![\w./<-])(?:\./)?((?:eng|infra|samples|benchmarks|src|tests|docs)/[\w./*-]+)")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"(?:^|[ (])(?:\./)?((?:eng|infra)/[\w./-]+) ([^|;&]*)")]
    private static partial Regex ScriptPattern();

    [GeneratedRegex(@"(?:^| )(--[a-z][a-z-]*)")]
    private static partial Regex OptionPattern();

    [GeneratedRegex("""'[^']*'|(?<!\\)"(?:[^"\\$]|\\.|\$(?!\())*"|\$\([^()]*\)""")]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex ContinuationPattern();

    [GeneratedRegex(@"(?:^|\s)#.*$")]
    private static partial Regex CommentPattern();
}
