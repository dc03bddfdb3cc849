using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grocery.Docs.Tests.Site;
using Grocery.Platform.TestSupport;

[assembly: AssemblyFixture(typeof(BuiltSite))]

namespace Grocery.Docs.Tests.Site;

/// <summary>The site as <c>eng/docs.sh</c> builds it, once for all tests.</summary>
public sealed class BuiltSite
{
    private readonly Lazy<Task<IReadOnlyDictionary<string, IHtmlDocument>>> _pages = new(BuildAsync);

    /// <summary>Gets the folder of the site.</summary>
    public static string Folder { get; } = Repository.Path("artifacts", "docs");

    /// <summary>Gets the pages by their addresses below the site; builds the site when nobody has asked yet.</summary>
    public Task<IReadOnlyDictionary<string, IHtmlDocument>> PagesAsync() => _pages.Value;

    /// <summary>Finds the addresses in the navigation of a page.</summary>
    public static IEnumerable<string> NavigationOf(IHtmlDocument page) =>
        page.QuerySelectorAll(".VPSidebar a[href]").Select(link => link.GetAttribute("href")!).Distinct();

    private static async Task<IReadOnlyDictionary<string, IHtmlDocument>> BuildAsync()
    {
        await Command.RunAsync(Repository.Path("eng", "docs.sh"), ["--no-build"]);
        var parser = new HtmlParser();
        return Directory.GetFiles(Folder, "*.html", SearchOption.AllDirectories)
            .ToDictionary(file => "/" + Path.GetRelativePath(Folder, file).Replace('\\', '/'), file => parser.ParseDocument(File.ReadAllText(file)));
    }
}
