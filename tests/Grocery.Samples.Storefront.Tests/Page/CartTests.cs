using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Grocery.Samples.Storefront.Tests.Page;

[Collection(typeof(InBrowser))]
public sealed class CartTests(ShopBrowser browser)
{
    [Fact]
    public async Task A_cart_is_taken_over_once_though_the_first_answer_is_lost()
    {
        await using var shop = await browser.OpenAsync();
        shop.Expected = "Failed to load resource";
        await shop.SearchAsync("bananas", "Bananas");
        await shop.AddAsync("Bananas");
        await shop.Button("One Bananas more").ClickAsync();
        var merges = 0;
        await shop.Page.RouteAsync("**/api/cart/merge", async route =>
        {
            if (++merges > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });

        await shop.Page.GotoAsync("/#/checkout");
        await shop.SignUpAsync(browser.App.NewName());

        await Expect(shop.Button("Order for €3.18")).ToBeVisibleAsync();
        Assert.Equal(2, merges);
    }

    [Fact]
    public async Task What_is_changed_before_the_cart_is_taken_over_stays_changed()
    {
        await using var shop = await browser.OpenAsync();
        shop.Expected = "Failed to load resource";
        await shop.SearchAsync("bananas", "Bananas");
        await shop.AddAsync("Bananas");
        await shop.Button("One Bananas more").ClickAsync();
        var isUp = false;
        await shop.Page.RouteAsync("**/api/cart/merge", route => isUp ? route.ContinueAsync() : route.AbortAsync());
        await shop.JoinAsync(browser.App.NewName());

        await shop.Page.RunAndWaitForResponseAsync(
            () => shop.Button("One Bananas less").ClickAsync(), response => response.Request.Method == "PUT" && response.Ok);
        isUp = true;
        await shop.Page.ReloadAsync();

        await Expect(shop.CartButton).ToHaveAccessibleNameAsync("Cart, 1 item, €1.59");
        Assert.Null(await shop.Page.EvaluateAsync<string?>("localStorage.getItem('shop.cart')"));
    }

    [Fact]
    public async Task What_cannot_be_right_in_the_cart_of_this_browser_stands_in_nobodys_way()
    {
        await using var shop = await browser.OpenAsync();
        shop.Expected = "Failed to load resource";
        await KeepAsync(shop, ("../orders", 1), ("Mango", 1), ("limes-4", 1.5), ("mango", 100), ("bananas-1kg", 2), ("bananas-1kg", 3));
        await shop.Page.ReloadAsync();
        await Expect(shop.CartButton).ToHaveAccessibleNameAsync("Cart, 2 items, €3.18");

        await shop.Page.RouteAsync("**/api/cart/merge", route => route.FulfillAsync(new() { Status = 400, Body = "{}" }));
        await shop.Page.GotoAsync("/#/checkout");
        await shop.SignUpAsync(browser.App.NewName());

        await Expect(shop.Text("What was in the cart of this browser could not be taken over.")).ToBeVisibleAsync();
        await Expect(shop.Text("Your cart is empty")).ToBeVisibleAsync();
        Assert.Null(await shop.Page.EvaluateAsync<string?>("localStorage.getItem('shop.cart')"));
    }

    [Fact]
    public async Task Without_storage_a_cart_and_an_order_last_as_long_as_the_page()
    {
        await using var shop = await browser.OpenAsync();
        await shop.Page.AddInitScriptAsync("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        await shop.Page.ReloadAsync();
        await shop.SearchAsync("bananas", "Bananas");
        await shop.AddAsync("Bananas");
        await shop.OpenCartAsync();

        await shop.Button("Go to checkout").ClickAsync();
        await shop.SignUpAsync(browser.App.NewName());
        await shop.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await shop.Button("Order for €1.59").ClickAsync();

        await Expect(shop.Heading).ToHaveTextAsync("Thank you!");
    }

    [Fact]
    public async Task What_others_buy_meanwhile_is_told_at_the_checkout_in_the_cart_and_on_the_shelf()
    {
        await using var shop = await browser.OpenAsync();
        shop.Expected = "Failed to load resource";
        await shop.SearchAsync("raspberries", "Raspberries");
        await shop.AddAsync("Raspberries");
        await shop.Button("One Raspberries more").ClickAsync();
        await shop.Page.GotoAsync("/#/checkout");
        await shop.SignUpAsync(browser.App.NewName());
        await shop.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await browser.SellAsync("raspberries-125g", 59);

        await shop.Button("Order for €4.98").ClickAsync();
        await Expect(shop.Text("Only 1 left of Raspberries.")).ToBeVisibleAsync();
        await shop.PictureAsync("not-enough");
        await shop.OpenCartAsync();
        await Expect(shop.Cart).ToContainTextAsync("Only 1 left");
        await shop.Button("One Raspberries less").ClickAsync();
        await shop.Button("Go to checkout").ClickAsync();
        await shop.Button("Order for €2.49").ClickAsync();
        await Expect(shop.Heading).ToHaveTextAsync("Thank you!");

        await shop.Page.GotoAsync("/#/?search=raspberries");
        await Expect(shop.Products.First).ToContainTextAsync("Sold out");
        await Expect(shop.Button("Add Raspberries to the cart")).ToHaveCountAsync(0);
    }

    private static async Task KeepAsync(ShopPage shop, params (string ProductId, double Quantity)[] lines) => await shop.Page.EvaluateAsync(
        "lines => localStorage.setItem('shop.cart', lines)",
        JsonSerializer.Serialize(lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity })));
}
