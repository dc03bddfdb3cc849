using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Grocery.Samples.Storefront.Tests.Page;

[Collection(typeof(InBrowser))]
public sealed class KeyboardTests(ShopBrowser browser)
{
    [Fact]
    public async Task The_first_stop_leads_past_the_header()
    {
        await using var shop = await browser.OpenAsync();
        await Expect(shop.Products).ToHaveCountAsync(24);

        await shop.Page.Keyboard.PressAsync("Tab");
        await Expect(shop.Link("Skip to the products")).ToBeFocusedAsync();
        await shop.PictureAsync("keyboard");
        await shop.Page.Keyboard.PressAsync("Enter");

        await Expect(shop.Page.Locator("main")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_cart_is_filled_and_emptied_without_a_mouse()
    {
        await using var shop = await browser.OpenAsync();
        await shop.SearchAsync("lemons", "Lemons");

        await shop.Button("Add Lemons to the cart").FocusAsync();
        await shop.Page.Keyboard.PressAsync("Enter");
        await Expect(shop.Button("One Lemons more")).ToBeFocusedAsync();
        await shop.Page.Keyboard.PressAsync("Space");
        await Expect(shop.Page.Locator("#cart-button")).ToHaveAccessibleNameAsync("Cart, 2 items, €3.58");

        await shop.Page.Locator("#cart-button").FocusAsync();
        await shop.Page.Keyboard.PressAsync("Enter");
        await Expect(shop.Cart).ToBeVisibleAsync();
        await shop.Page.Keyboard.PressAsync("Escape");
        await Expect(shop.Cart).ToBeHiddenAsync();
        await Expect(shop.Page.Locator("#cart-button")).ToBeFocusedAsync();

        await shop.Button("One Lemons less").FocusAsync();
        await shop.Page.Keyboard.PressAsync("Enter");
        await shop.Page.Keyboard.PressAsync("Enter");
        await Expect(shop.Button("Add Lemons to the cart")).ToBeFocusedAsync();
        await Expect(shop.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Lemons is out of the cart" })).ToHaveCountAsync(1);
    }
}
