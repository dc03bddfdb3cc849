using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Grocery.Docs.Tests.Pages;
using Grocery.Docs.Tests.Site;
using Grocery.Platform.TestSupport;

namespace Grocery.Docs.Tests;

/// <summary>The built site is whole, and needs nobody else.</summary>
public sealed partial class SiteTests(BuiltSite site)
{
    private const string RepositoryUrl = "https://github.com/grocery-platform/grocery-platform/blob/main/";

    [Fact]
    public async Task Every_page_of_docs_is_in_the_one_navigation()
    {
        var pages = await site.PagesAsync();
        var expected = Page.All.Keys
            .Where(name => name.StartsWith("docs/", StringComparison.Ordinal))
            .Select(name => "/" + FirstPagePattern().Replace(name["docs/".Length..^".md".Length], "$1index") + ".html")
            .ToArray();
        var navigation = BuiltSite.NavigationOf(pages["/index.html"]).Select(AsFile).ToArray();

        Assert.Contains("/config/postgres.html", expected);
        Assert.Empty(expected.Except(navigation));
        Assert.All(pages.Where(page => page.Key != "/404.html"), page => Assert.Equal(navigation, BuiltSite.NavigationOf(page.Value).Select(AsFile)));
    }

    [Fact]
    public async Task No_link_is_dead()
    {
        var pages = await site.PagesAsync();
        var dead =
            from page in pages
            from element in page.Value.QuerySelectorAll("[href], [src]")
            let target = element.GetAttribute("href") ?? element.GetAttribute("src")!
            where !IsAlive(pages, page.Key, target)
            select $"{page.Key}: {target}";

        Assert.Empty(dead.Distinct());
    }

    [Fact]
    public async Task Nothing_is_loaded_from_elsewhere()
    {
        var pages = await site.PagesAsync();
        var loaded =
            from page in pages.Values
            from element in page.QuerySelectorAll("script[src], link[href], img[src], iframe[src], source[srcset]")
            select element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("srcset")!;
        var styles =
            from file in Directory.GetFiles(BuiltSite.Folder, "*.css", SearchOption.AllDirectories)
            from Match match in AddressInStylePattern().Matches(File.ReadAllText(file))
            select match.Groups[1].Value;

        Assert.NotEmpty(styles);
        Assert.DoesNotContain(loaded.Concat(styles), address => address.StartsWith("http", StringComparison.Ordinal) || address.StartsWith("//", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_type_that_a_user_can_name_has_a_page_with_its_members()
    {
        var pages = await site.PagesAsync();
        var types = Directory.GetDirectories(Repository.Path("src"))
            .Select(folder => Path.Combine(AppContext.BaseDirectory, Path.GetFileName(folder) + ".dll"))
            .Where(File.Exists)
            .Select(System.Reflection.Assembly.LoadFrom)
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => !type.IsNested)
            .ToArray();

        Assert.Contains("How the service stops taking work", pages["/api/Grocery.Platform.Health/DrainOptions.html"].Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(types);
        Assert.All(types, type =>
        {
            var page = pages[$"/api/{type.Assembly.GetName().Name}/{type.Name.Replace('`', '-')}.html"];
            var headings = page.QuerySelectorAll(".vp-doc h3").Select(heading => heading.TextContent.Split(' ', '\u200b')[0].Trim()).ToArray();
            Assert.All(type.GetProperties().Where(property => types.Contains(property.DeclaringType)), property => Assert.Contains(property.Name, headings));
        });
    }

    private static bool IsAlive(IReadOnlyDictionary<string, IHtmlDocument> pages, string page, string target)
    {
        if (target.StartsWith(RepositoryUrl, StringComparison.Ordinal))
            return Path.Exists(Repository.Path(target[RepositoryUrl.Length..].Split('#')[0]));
        if (target.Contains(':', StringComparison.Ordinal))
            return true;

        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? page : AsFile(Uri.UnescapeDataString(new Uri(new Uri("http://site" + page), parts[0]).AbsolutePath));
        return File.Exists(BuiltSite.Folder + file)
            && (parts.Length == 1 || parts[1].Length == 0 || !pages.TryGetValue(file, out var found) || found.GetElementById(Uri.UnescapeDataString(parts[1])) is not null);
    }

    private static string AsFile(string address) => address.EndsWith('/') ? address + "index.html" : address;

    [GeneratedRegex("(^|/)README$")]
    private static partial Regex FirstPagePattern();

    [GeneratedRegex("""(?:url\(|@import )['"]?([^'")\s]+)""")]
    private static partial Regex AddressInStylePattern();
}
