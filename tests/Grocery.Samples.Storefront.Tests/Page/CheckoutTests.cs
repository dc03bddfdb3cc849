using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Grocery.Samples.Storefront.Tests.Page;

[Collection(typeof(InBrowser))]
public sealed class CheckoutTests(ShopBrowser browser)
{
    [Fact]
    public async Task From_the_shelf_to_the_history()
    {
        await using var shop = await browser.OpenAsync();
        await shop.SearchAsync("bananas", "Bananas");
        await shop.AddAsync("Bananas");
        await shop.Button("One Bananas more").ClickAsync();
        await shop.Page.ReloadAsync();
        await shop.OpenCartAsync();
        await Expect(shop.Cart).ToContainTextAsync("€3.18");
        await shop.PictureAsync("cart");

        await shop.Button("Go to checkout").ClickAsync();
        await shop.SignUpAsync(browser.App.NewName());
        await shop.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await shop.Page.GetByLabel("A note for the delivery (optional)").FillAsync("Ring <b>twice</b>");
        await shop.PictureAsync("checkout");
        await shop.Button("Order for €3.18").ClickAsync();

        await Expect(shop.Heading).ToHaveTextAsync("Thank you!");
        await Expect(shop.Page.GetByText("Ring <b>twice</b>")).ToBeVisibleAsync();
        await Expect(shop.Page.Locator("#cart-button")).ToHaveAccessibleNameAsync("Cart, empty");
        await shop.PictureAsync("order");
        await shop.Link("Your orders").ClickAsync();
        await Expect(shop.Page.Locator(".order")).ToContainTextAsync("€3.18");
        await shop.PictureAsync("orders");
    }

    [Fact]
    public async Task An_order_whose_answer_is_lost_is_found_again_and_made_once()
    {
        await using var shop = await browser.OpenAsync();
        shop.Expected = "Failed to load resource";
        await FillAndSignUpAsync(shop);
        var keys = new ConcurrentQueue<string>();
        await shop.Page.RouteAsync("**/api/orders", async route =>
        {
            if (route.Request.Method == "POST")
                keys.Enqueue(route.Request.Headers["idempotency-key"]);

            if (route.Request.Method != "POST" || keys.Count > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });

        await shop.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await shop.Page.GetByRole(AriaRole.Button, new() { Name = "Order for" }).ClickAsync();

        await Expect(shop.Heading).ToHaveTextAsync("Thank you!");
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
        await shop.Link("Your orders").ClickAsync();
        await Expect(shop.Page.Locator(".order")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_order_without_an_answer_outlives_a_reload_with_its_key()
    {
        await using var shop = await browser.OpenAsync();
        shop.Expected = "Failed to load resource";
        await FillAndSignUpAsync(shop);
        var keys = new ConcurrentQueue<string>();
        var down = true;
        await shop.Page.RouteAsync("**/api/orders", async route =>
        {
            if (route.Request.Method == "POST")
                keys.Enqueue(route.Request.Headers["idempotency-key"]);

            await (down && route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        });

        await shop.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await shop.Page.GetByRole(AriaRole.Button, new() { Name = "Order for" }).ClickAsync();
        await Expect(shop.Page.GetByText("There is no answer yet")).ToBeVisibleAsync();
        await shop.Page.ReloadAsync();
        await Expect(shop.Button("Ask again")).ToBeVisibleAsync();
        await shop.PictureAsync("order-unknown");
        down = false;
        await shop.Button("Ask again").ClickAsync();

        await Expect(shop.Heading).ToHaveTextAsync("Thank you!");
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public async Task A_refusal_says_in_plain_words_what_to_do()
    {
        await using var shop = await browser.OpenAsync();
        shop.Expected = "Failed to load resource";
        await FillAndSignUpAsync(shop);
        await shop.Page.GetByRole(AriaRole.Radio).First.CheckAsync();

        // In another window, the cart grows.
        await shop.Page.EvaluateAsync("fetch('/api/cart/items/bananas-1kg', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{\"quantity\":3}' })");
        await shop.Page.GetByRole(AriaRole.Button, new() { Name = "Order for €1.59" }).ClickAsync();

        await Expect(shop.Page.GetByText("The total has changed")).ToBeVisibleAsync();
        await Expect(shop.Page.GetByRole(AriaRole.Button, new() { Name = "Order for €4.77" })).ToBeVisibleAsync();
        await shop.PictureAsync("price-changed");
    }

    [Fact]
    public async Task An_answer_to_an_order_whose_page_was_left_moves_nobody()
    {
        await using var shop = await browser.OpenAsync();
        await FillAndSignUpAsync(shop);
        var answered = new TaskCompletionSource();
        await shop.Page.RouteAsync("**/api/orders", async route =>
        {
            await answered.Task;
            await route.ContinueAsync();
        });

        await shop.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await shop.Page.GetByRole(AriaRole.Button, new() { Name = "Order for" }).ClickAsync();
        await shop.Link("Greengate Groceries, to the shop").ClickAsync();
        await Expect(shop.Text("We do not know yet whether your last order arrived")).ToBeVisibleAsync();
        answered.SetResult();

        await Expect(shop.Text("Your order is placed.")).ToBeVisibleAsync();
        await Expect(shop.Heading).ToHaveTextAsync("All products");
        await Expect(shop.Page.Locator("#banner")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_closed_checkout_and_unknown_prices_are_told_and_nothing_can_be_ordered()
    {
        var port = FreePort.Next();
        var product = $"http://127.0.0.1:{port}/";
        await using var products = ShopBrowser.StartProducts(port);
        var cart = await browser.StartAsync("Grocery.Samples.Carts", ("Services:product", product));
        var order = await browser.StartAsync(
            "Grocery.Samples.Orders", ("Services:product", product), ("Services:cart", cart), ("feature_management:feature_flags:0:enabled", "false"));
        await using var app = ShopBrowser.NewApp(product, cart, order);
        await app.InitializeAsync();
        await using var shop = await browser.OpenAsync(app: app);
        shop.Expected = "Failed to load resource";
        await FillAndSignUpAsync(shop);

        await Expect(shop.Text("The checkout is closed for the moment")).ToBeVisibleAsync();
        await Expect(shop.Button("Order for")).ToBeDisabledAsync();
        await products.SignalAsync("KILL");
        await Expect(shop.Text("Some prices are not known right now")).ToBeVisibleAsync();
        await Expect(shop.Button("Order for")).ToBeDisabledAsync();
        await shop.PictureAsync("checkout-closed");

        await shop.OpenCartAsync();
        await Expect(shop.Cart).ToContainTextAsync("Price not known");
        await Expect(shop.Button("One Bananas more")).ToBeVisibleAsync();
        await Expect(shop.Cart).ToContainTextAsync("this is not the whole total");
        await shop.PictureAsync("cart-without-prices");
    }

    private async Task FillAndSignUpAsync(ShopPage shop)
    {
        await shop.SearchAsync("bananas", "Bananas");
        await shop.AddAsync("Bananas");
        await shop.Page.GotoAsync("/#/checkout");
        await shop.SignUpAsync(browser.App.NewName());
        await Expect(shop.Page.GetByRole(AriaRole.Button, new() { Name = "Order for" })).ToBeVisibleAsync();
    }
}
