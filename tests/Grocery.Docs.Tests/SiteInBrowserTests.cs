using Grocery.Docs.Tests.Site;
using Microsoft.Playwright;

namespace Grocery.Docs.Tests;

/// <summary>What a reader does with the site works.</summary>
public sealed class SiteInBrowserTests(SiteBrowser browser) : IClassFixture<SiteBrowser>
{
    [Fact]
    public async Task The_first_page_is_one_screen()
    {
        var page = await browser.OpenAsync("/", 1440, 1000);

        var code = await page.Locator(".vp-doc pre").First.BoundingBoxAsync();
        var picture = await page.Locator(".vp-doc img").BoundingBoxAsync();

        Assert.InRange(code!.Y, 0, 400);
        Assert.InRange(picture!.Y + picture.Height, 400, 1000);
    }

    [Fact]
    public async Task The_search_finds_a_page_by_a_word_of_its_text()
    {
        var page = await browser.OpenAsync("/", 1440, 900);

        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).First.ClickAsync();
        await page.Locator("#localsearch-input").FillAsync("thread pool starved");

        await Assertions.Expect(page.Locator(".results a").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".results")).ToContainTextAsync("Liveness");
    }

    [Fact]
    public async Task A_reader_chooses_dark_or_light()
    {
        var page = await browser.OpenAsync("/health/probes.html", 1440, 900);
        var light = await BackgroundOf(page);

        await page.Locator(".VPNavBarAppearance button").ClickAsync();

        await Assertions.Expect(page.Locator("html.dark")).ToHaveCountAsync(1);
        Assert.NotEqual(light, await BackgroundOf(page));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/telemetry.html")]
    [InlineData("/observability/metrics.html")]
    [InlineData("/operations/architecture.html")]
    [InlineData("/api/Grocery.Platform.Health/DrainOptions.html")]
    public async Task A_page_fits_on_a_phone(string address)
    {
        var page = await browser.OpenAsync(address, 390, 844);

        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.InRange(width, 300, 390);
    }

    [Fact]
    public async Task The_navigation_opens_on_a_phone()
    {
        var page = await browser.OpenAsync("/", 390, 844);

        await page.Locator(".VPLocalNav .menu").ClickAsync();

        await Assertions.Expect(page.Locator(".VPSidebar.open").GetByText("Troubleshooting")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nothing_is_asked_of_anybody_else()
    {
        await browser.OpenAsync("/", 1440, 900);

        Assert.NotEmpty(browser.Requests);
        Assert.All(browser.Requests, request => Assert.True(request.StartsWith(browser.Address.ToString(), StringComparison.Ordinal) || request.StartsWith("data:", StringComparison.Ordinal), request));
    }

    private static Task<string> BackgroundOf(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
