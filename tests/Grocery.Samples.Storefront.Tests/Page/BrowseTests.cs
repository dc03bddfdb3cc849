using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Grocery.Samples.Storefront.Tests.Page;

[Collection(typeof(InBrowser))]
public sealed class BrowseTests(ShopBrowser browser)
{
    [Fact]
    public async Task A_category_a_search_and_the_way_back()
    {
        await using var shop = await browser.OpenAsync();
        await Expect(shop.Products).ToHaveCountAsync(24);
        await shop.PictureAsync("home");

        await shop.Link("Dairy & eggs").ClickAsync();
        await Expect(shop.Heading).ToHaveTextAsync("Dairy & eggs");
        await shop.SearchAsync("milk", "Milk");
        await Expect(shop.Heading).ToHaveTextAsync("“milk” in Dairy & eggs");
        await shop.PictureAsync("search");
        await shop.Page.GoBackAsync();

        await Expect(shop.Heading).ToHaveTextAsync("All products");
        await Expect(shop.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync(string.Empty);
    }

    [Fact]
    public async Task The_rest_of_a_long_list_is_a_button_away_and_the_focus_goes_with_it()
    {
        await using var shop = await browser.OpenAsync();
        await Expect(shop.Products).ToHaveCountAsync(24);

        await shop.Page.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();

        await Expect(shop.Products).ToHaveCountAsync(48);
        await Expect(shop.Products.Nth(24).GetByRole(AriaRole.Button)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_is_typed_is_text_and_never_markup()
    {
        await using var shop = await browser.OpenAsync();

        await shop.Page.GetByRole(AriaRole.Searchbox).FillAsync("<img src=x onerror=alert(1)>milk");

        await Expect(shop.Heading).ToContainTextAsync("<img src=x onerror=alert(1)>milk");
        await Expect(shop.Page.GetByText("Nothing found")).ToBeVisibleAsync();
        await Expect(shop.Page.Locator("img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_the_product_service_the_page_says_so_and_comes_back_by_itself()
    {
        var port = FreePort.Next();
        await using var app = new StorefrontApp().With("Services:product", $"http://127.0.0.1:{port}");
        await app.InitializeAsync();
        await using var shop = await browser.OpenAsync(app: app);
        shop.Expected = "503";

        await Expect(shop.Page.GetByText("The products are not here right now")).ToBeVisibleAsync();
        await shop.PictureAsync("products-down");
        await using var products = ShopBrowser.StartProducts(port);

        await Expect(shop.Products).ToHaveCountAsync(24, new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task A_phone_shows_the_whole_width_and_nothing_beside_it()
    {
        await using var shop = await browser.OpenAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, DeviceScaleFactor = 2, IsMobile = true, HasTouch = true });
        await Expect(shop.Products).ToHaveCountAsync(24);
        await shop.PictureAsync("phone");

        await shop.SearchAsync("banana", "Bananas");
        await shop.AddAsync("Bananas");
        Assert.Equal(390, await shop.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await shop.OpenCartAsync();

        await Expect(shop.Cart.GetByText("Bananas", new() { Exact = true })).ToBeVisibleAsync();
        await shop.PictureAsync("phone-cart");
    }

    [Fact]
    public async Task Who_wants_no_motion_gets_none()
    {
        await using var shop = await browser.OpenAsync(new() { ReducedMotion = ReducedMotion.Reduce });

        await shop.OpenCartAsync();

        Assert.Equal("0.001s", await shop.Cart.EvaluateAsync<string>("drawer => getComputedStyle(drawer).animationDuration"));
    }

    [Fact]
    public async Task Who_likes_it_dark_gets_it_dark()
    {
        await using var shop = await browser.OpenAsync(new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1280, Height = 860 } });
        await Expect(shop.Products).ToHaveCountAsync(24);

        Assert.Equal("rgb(17, 20, 17)", await shop.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await shop.PictureAsync("dark");
    }
}
