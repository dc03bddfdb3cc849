using Grocery.Docs.Tests.Pages;
using Grocery.Platform.TestSupport;

namespace Grocery.Docs.Tests;

/// <summary>What pages point to in this repository must be there.</summary>
public sealed class LinkTests
{
    private const string RepositoryUrl = "https://github.com/grocery-platform/grocery-platform/";

    public static TheoryData<string> Pages => [.. Page.All.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_leads_to_a_file(string page)
    {
        var broken = OwnLinksOf(page).Where(link => !File.Exists(link.Path) && !Directory.Exists(link.Path)).Select(link => link.Written);

        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void An_anchor_is_a_heading_of_its_page(string page)
    {
        var broken =
            from link in OwnLinksOf(page)
            where link.Anchor.Length > 0
            let target = Path.GetRelativePath(Repository.Root, link.Path).Replace('\\', '/')
            where Page.All.TryGetValue(target, out var found) && !found.Anchors.Contains(link.Anchor)
            select $"{link.Written}: {target} has {string.Join(", ", Page.All[target].Anchors)}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Pages_have_links_to_follow()
    {
        Assert.Contains(OwnLinksOf("README.md"), link => link.Written == "docs/drills.md");
        Assert.Contains(Pages.SelectMany(page => OwnLinksOf(page.Data)), link => link.Anchor.Length > 0);
    }

    private static IEnumerable<(string Written, string Path, string Anchor)> OwnLinksOf(string page) =>
        from written in Page.All[page].Links
        let isOwn = written.StartsWith(RepositoryUrl + "blob/main/", StringComparison.Ordinal) || written.StartsWith(RepositoryUrl + "tree/main/", StringComparison.Ordinal)
        where isOwn || !(written.Contains("://", StringComparison.Ordinal) || written.StartsWith("mailto:", StringComparison.Ordinal))
        let parts = written.Split('#', 2)
        let path = isOwn ? Repository.Path(parts[0][(RepositoryUrl.Length + "blob/main/".Length)..])
            : parts[0].Length == 0 ? Page.All[page].File.FullName
            : Path.Combine(Page.All[page].File.DirectoryName!, Uri.UnescapeDataString(parts[0]))
        select (written, Path.GetFullPath(path), parts.Length > 1 ? parts[1] : "");
}
