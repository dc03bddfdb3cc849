using System.Collections.Concurrent;
using Grocery.Platform.TestSupport;
using Microsoft.Playwright;

namespace Grocery.Samples.Storefront.Tests.Page;

/// <summary>The page of the shop in a browser. An error in its console, which a breach of the content policy is too, fails the test.</summary>
public sealed class ShopPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();

    public ShopPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Keep(message.Type is "error" or "warning", $"{message.Text} ({message.Location})");
        page.PageError += (_, error) => Keep(true, error);
    }

    public IPage Page { get; }

    /// <summary>Gets or sets what part of a message tells that the test causes it.</summary>
    public string? Expected { get; set; }

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Products => Page.Locator("#products .product:not(.ghost)");

    public ILocator Cart => Page.GetByRole(AriaRole.Dialog, new() { Name = "Your cart" });

    public ILocator CartButton => Page.Locator("#cart-button");

    public ILocator Text(string text) => Page.GetByText(text).First;

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public async Task SearchAsync(string text, string first)
    {
        await Page.GetByRole(AriaRole.Searchbox).FillAsync(text);
        await Assertions.Expect(Products.First).ToContainTextAsync(first);
    }

    public async Task AddAsync(string product)
    {
        await Button($"Add {product} to the cart").ClickAsync();
        await Assertions.Expect(Button($"One {product} more")).ToBeFocusedAsync();
    }

    public async Task OpenCartAsync()
    {
        await Page.Locator("#cart-button").ClickAsync();
        await Assertions.Expect(Cart).ToBeVisibleAsync();
    }

    public async Task SignUpAsync(string name)
    {
        await Button("Create an account").First.ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync(name);
        await dialog.GetByLabel("Password").FillAsync(StorefrontApp.Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Assertions.Expect(Page.GetByText($"Welcome, {name}!").First).ToBeVisibleAsync();
    }

    /// <summary>Signs up from the header of any page.</summary>
    public async Task JoinAsync(string name)
    {
        await Page.Locator("#user-tools").GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await SignUpAsync(name);
    }

    /// <summary>Keeps a picture among the artefacts of the tests.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new()
    {
        Path = Repository.Path("artifacts", "screenshots", $"storefront-{name}.png"),
        Animations = ScreenshotAnimations.Disabled,
    });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Equal("", string.Join('\n', _errors));
    }

    private void Keep(bool counts, string text)
    {
        if (counts && (Expected is null || !text.Contains(Expected, StringComparison.Ordinal)))
            _errors.Enqueue(text);
    }
}
