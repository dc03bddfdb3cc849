using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Grocery.Docs.Tests.Pages;

/// <summary>A Markdown file of the repository: its links, its anchors and its snippets.</summary>
internal sealed partial class Page
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "content", "node_modules", "obj", ".git", ".terraform"];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private static readonly Lazy<IReadOnlyDictionary<string, Page>> Read = new(() =>
        FilesBelow(new DirectoryInfo(Repository.Root)).Select(file => new Page(file)).OrderBy(page => page.Name, StringComparer.Ordinal).ToDictionary(page => page.Name));

    private readonly MarkdownDocument _document;

    private Page(FileInfo file)
    {
        File = file;
        Name = Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/');
        Text = System.IO.File.ReadAllText(file.FullName);
        _document = Markdown.Parse(Text, Pipeline);
        Anchors = FindAnchors();
    }

    /// <summary>Gets every page of the repository by its name.</summary>
    public static IReadOnlyDictionary<string, Page> All => Read.Value;

    public FileInfo File { get; }

    /// <summary>Gets the path from the root of the repository.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <summary>Gets what a link can point to in this page.</summary>
    public IReadOnlySet<string> Anchors { get; }

    /// <summary>Gets the targets of links and pictures.</summary>
    public IEnumerable<string> Links =>
        _document.Descendants<LinkInline>().Select(link => link.Url).OfType<string>().Where(url => url.Length > 0);

    public IEnumerable<Snippet> Snippets => _document.Descendants<FencedCodeBlock>()
        .Select(block => new Snippet(Name, block.Line + 1, block.Info ?? "", block.Lines.ToString(), MarkerBefore(block, "not compiled"), MarkerBefore(block, "from")));

    private static IEnumerable<FileInfo> FilesBelow(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.md").Concat(folder.EnumerateDirectories()
            .Where(below => below.LinkTarget is null && !NotOurs.Contains(below.Name))
            .SelectMany(FilesBelow));

    private static string? MarkerBefore(FencedCodeBlock block, string marker)
    {
        var place = block.Parent!.IndexOf(block);
        var match = place > 0 && block.Parent[place - 1] is HtmlBlock comment ? MarkerPattern().Match(comment.Lines.ToString()) : Match.Empty;
        return match.Success && match.Groups[1].Value == marker ? match.Groups[2].Value : null;
    }

    // As GitHub makes them; the site is told to do the same.
    private HashSet<string> FindAnchors()
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var heading in _document.Descendants<HeadingBlock>())
        {
            var slug = SlugOf(heading);
            var anchor = slug;
            for (var again = 1; !anchors.Add(anchor); again++)
                anchor = $"{slug}-{again}";
        }

        anchors.UnionWith(NamedAnchorPattern().Matches(Text).Select(match => match.Groups[1].Value));
        return anchors;
    }

    private static string SlugOf(HeadingBlock heading)
    {
        var text = string.Concat(heading.Inline!.Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            _ => "",
        }));
        return DroppedPattern().Replace(text.ToLowerInvariant(), "").Replace(' ', '-');
    }

    [GeneratedRegex(@"^<!-- ([a-z ]+): (.+) -->\s*$")]
    private static partial Regex MarkerPattern();

    [GeneratedRegex("<a (?:id|name)=\"([^\"]+)\"")]
    private static partial Regex NamedAnchorPattern();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N} _-]")]
    private static partial Regex DroppedPattern();
}
