using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;

namespace Grocery.Samples.Storefront.Tests.Page;

/// <summary>A Chromium, and the services of the shop as processes behind a storefront.</summary>
public sealed class ShopBrowser : IAsyncLifetime
{
    private const float Patience = 30_000;

    // A machine that is busy with other tests is slower than a page may be.
    private static readonly (string Key, string Value)[] Slow =
    [
        .. from client in new[] { "product", "cart", "cart-orders", "order", "summary" }
           from time in new[] { ("Deadline", "00:01:00"), ("AttemptTimeout", "00:00:15") }
           select ($"Platform:Resilience:Clients:{client}:{time.Item1}", time.Item2),
    ];

    private readonly List<ServiceProcess> _services = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public StorefrontApp App { get; private set; } = null!;

    public string Product { get; private set; } = "";

    public string Cart { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Product = await StartAsync("Grocery.Samples.Products");
        Cart = await StartAsync("Grocery.Samples.Carts", ("Services:product", Product));

        // Everybody chooses a delivery slot.
        const string Rollout = "feature_management:feature_flags:1:conditions:client_filters:0:parameters:Audience:DefaultRolloutPercentage";
        var order = await StartAsync("Grocery.Samples.Orders", ("Services:product", Product), ("Services:cart", Cart), (Rollout, "100"));

        App = NewApp(Product, Cart, order);
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

    /// <summary>Returns a storefront of a test's own, not started, with the services that it is given.</summary>
    public static StorefrontApp NewApp(string product, string cart, string order)
    {
        var app = new StorefrontApp().With("Services:product", product).With("Services:cart", cart).With("Services:order", order);
        foreach (var (key, value) in Slow)
            app.With(key, value);

        return app;
    }

    /// <summary>Starts one more service, which lives as long as the browser, and returns its address.</summary>
    public async Task<string> StartAsync(string project, params (string Key, string Value)[] settings)
    {
        var service = ShopServices.Start(project, [.. Slow, .. settings]);
        _services.Add(service);
        using var client = await service.ListeningAsync();
        return client.BaseAddress!.ToString();
    }

    /// <summary>Takes some of a product off the shelf, as orders of others do.</summary>
    public async Task SellAsync(string productId, int quantity)
    {
        using var service = App.ServiceClient();
        using var response = await service.PostAsJsonAsync(
            new Uri($"{Product}products/{productId}/reservations"), new { quantity }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Starts a product service on a port that a storefront knows already.</summary>
    internal static ServiceProcess StartProducts(int port) => ShopServices.Start(
        "Grocery.Samples.Products", ("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
        if (App is not null)
            await App.DisposeAsync();

        foreach (var service in _services)
            await service.DisposeAsync();
    }
}
