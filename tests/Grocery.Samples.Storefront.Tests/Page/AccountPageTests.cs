using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Grocery.Samples.Storefront.Tests.Page;

[Collection(typeof(InBrowser))]
public sealed class AccountPageTests(ShopBrowser browser)
{
    private const string ElevenOrders =
        """
        async () => {
          const type = { 'Content-Type': 'application/json' };
          for (let i = 0; i < 11; i++) {
            await fetch('/api/cart/items/lemons-500g', { method: 'PUT', headers: type, body: '{"quantity":1}' });
            const { deliverySlots } = await (await fetch('/api/checkout')).json();
            const answer = await fetch('/api/orders', {
              method: 'POST', headers: { ...type, 'Idempotency-Key': crypto.randomUUID() },
              body: JSON.stringify({ expectedTotal: 1.79, deliverySlot: deliverySlots.at(-1).id }),
            });
            if (!answer.ok) throw new Error(await answer.text());
          }
        }
        """;

    [Fact]
    public async Task More_orders_than_a_page_shows_are_a_step_away()
    {
        await using var shop = await browser.OpenAsync();
        await shop.JoinAsync(browser.App.NewName());
        await shop.Page.EvaluateAsync(ElevenOrders);
        var orders = shop.Page.Locator(".order");

        await shop.Page.GotoAsync("/#/orders");
        await Expect(shop.Text("Page 1 of 2")).ToBeVisibleAsync();
        await Expect(orders).ToHaveCountAsync(10);
        await shop.Link("Older").ClickAsync();

        await Expect(shop.Text("Page 2 of 2")).ToBeVisibleAsync();
        await Expect(orders).ToHaveCountAsync(1);
        await shop.Link("Newer").ClickAsync();
        await Expect(orders).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task An_account_is_asked_for_when_the_cart_of_the_browser_is_taken_over()
    {
        await using var shop = await browser.OpenAsync();
        shop.Expected = "/api/summary";
        await shop.SearchAsync("bananas", "Bananas");
        await shop.AddAsync("Bananas");
        var order = new ConcurrentQueue<string>();
        shop.Page.RequestFinished += (_, request) => Keep(request, "/api/cart/merge");
        shop.Page.Request += (_, request) => Keep(request, "/api/summary");

        await shop.Page.GotoAsync("/#/account");
        await shop.JoinAsync(browser.App.NewName());
        await Eventually.HoldsAsync(() => order.Count >= 2, "the account is asked for");

        Assert.Equal(["/api/cart/merge", "/api/summary"], order.Take(2));

        void Keep(IRequest request, string path)
        {
            if (new Uri(request.Url).AbsolutePath == path)
                order.Enqueue(path);
        }
    }

    [Fact]
    public async Task An_account_shows_what_there_is_and_nothing_of_it_stays_after_signing_out()
    {
        const string Nowhere = "http://127.0.0.1:1/";
        var summary = await browser.StartAsync(
            "Grocery.Samples.Summary",
            ("Services:product", browser.Product),
            ("Services:cart", browser.Cart),
            ("Services:order", Nowhere),
            ("Summary:Deadline", "00:00:15"));
        await using var app = ShopBrowser.NewApp(browser.Product, browser.Cart, Nowhere).With("Services:summary", summary);
        await app.InitializeAsync();
        await using var shop = await browser.OpenAsync(app: app);
        await shop.SearchAsync("bananas", "Bananas");
        await shop.AddAsync("Bananas");

        await shop.Page.GotoAsync("/#/account");
        await shop.JoinAsync("Ada");
        await Expect(shop.Heading).ToHaveTextAsync("Hello, Ada");
        await Expect(shop.Text("Missing at the moment: your orders, what others buy.")).ToBeVisibleAsync();
        await Expect(shop.Page.Locator(".panel.missing")).ToHaveCountAsync(2);
        await Expect(shop.Page.Locator(".panel").First).ToContainTextAsync("€1.59");
        await shop.PictureAsync("account-partly");

        await shop.Button("Sign out").ClickAsync();
        await Expect(shop.Text("You are signed out.")).ToBeVisibleAsync();
        await Expect(shop.CartButton).ToHaveAccessibleNameAsync("Cart, empty");
        await shop.Page.GotoAsync("/#/account");
        await Expect(shop.Text("Sign in to see your account")).ToBeVisibleAsync();
    }
}
