using System.Globalization;
using Grocery.Platform.TestSupport;
using Microsoft.Playwright;

namespace Grocery.Samples.Storefront.Tests.Page;

/// <summary>A Chromium, and the services of the shop as processes behind a storefront.</summary>
public sealed class ShopBrowser : IAsyncLifetime
{
    private const float Patience = 30_000;

    // A machine that is busy with other tests is slower than a page may be.
    private static readonly (string Key, string Value)[] Slow =
    [
        .. from client in new[] { "product", "cart", "cart-orders", "order" }
           from time in new[] { ("Deadline", "00:01:00"), ("AttemptTimeout", "00:00:15") }
           select ($"Platform:Resilience:Clients:{client}:{time.Item1}", time.Item2),
    ];

    private readonly List<ServiceProcess> _services = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public StorefrontApp App { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var product = await StartAsync("Grocery.Samples.Products");
        var cart = await StartAsync("Grocery.Samples.Carts", ("Services:product", product));

        // Everybody chooses a delivery slot.
        const string Rollout = "feature_management:feature_flags:1:conditions:client_filters:0:parameters:Audience:DefaultRolloutPercentage";
        var order = await StartAsync("Grocery.Samples.Orders", ("Services:product", product), ("Services:cart", cart), (Rollout, "100"));

        App.With("Services:product", product).With("Services:cart", cart).With("Services:order", order);
        foreach (var (key, value) in Slow)
            App.With(key, value);

        await App.InitializeAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
    }

    /// <summary>Opens the shop in a browser of its own, as somebody who was never here.</summary>
    public async Task<ShopPage> OpenAsync(BrowserNewContextOptions? options = null, StorefrontApp? app = null)
    {
        options ??= new() { ViewportSize = new() { Width = 1280, Height = 860 } };
        options.BaseURL = (app ?? App).Address.ToString();
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        var page = new ShopPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync("/");
        return page;
    }

    /// <summary>Starts a product service on a port that a storefront knows already.</summary>
    public static ServiceProcess StartProducts(int port) => ShopServices.Start(
        "Grocery.Samples.Products", ("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
        await App.DisposeAsync();
        foreach (var service in _services)
            await service.DisposeAsync();
    }

    private async Task<string> StartAsync(string project, params (string Key, string Value)[] settings)
    {
        var service = ShopServices.Start(project, [.. Slow, .. settings]);
        _services.Add(service);
        using var client = await service.ListeningAsync();
        return client.BaseAddress!.ToString();
    }
}
