using System.Net.Http.Json;
using System.Text.Json;
using Grocery.AppHost.Console;
using Grocery.AppHost.Shop;
using Grocery.AppHost.Telemetry;
using Microsoft.Playwright;

namespace Grocery.AppHost.Tests.Console;

/// <summary>A running shop, its console, and a browser to look at it.</summary>
public sealed class RunningConsole : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly int _port = FreePort.Next();
    private TelemetryReceiver _receiver = null!;
    private ShopConsole _console = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public Uri Address => new($"http://localhost:{_port}");

    public HttpClient Http { get; private set; } = null!;

    internal RunningShop Shop { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var stores = new TelemetryStores(TimeProvider.System);
        _receiver = await TelemetryReceiver.StartAsync(stores, CancellationToken.None);
        var settings = ShopSettings.OnFreePorts() with { TelemetryEndpoint = _receiver.Endpoint };
        Shop = await RunningShop.StartAsync(settings, TextWriter.Null, CancellationToken.None);
        _console = await ShopConsole.StartAsync(Shop, stores, _port, CancellationToken.None);
        Http = new HttpClient { BaseAddress = Address };
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Http?.Dispose();
        if (_console is not null)
            await _console.DisposeAsync();
        if (Shop is not null)
            await Shop.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    /// <summary>Opens the page in a window of its own, and fails on any error of its scripts.</summary>
    public async Task<ConsoleWindow> OpenAsync(int width = 1600, int height = 1000, ColorScheme colors = ColorScheme.Light)
    {
        var window = new ConsoleWindow(
            await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colors }));
        await window.Page.GotoAsync(Address.ToString());
        return window;
    }

    /// <summary>Lets a service answer a request that reads its database.</summary>
    public async Task AskProductsAsync()
    {
        using var client = new HttpClient { BaseAddress = Shop.Service("product").Address };
        using var answer = await client.GetAsync(new Uri("/products?category=dairy", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> ReadStateAsync(CancellationToken cancellationToken) =>
        await Http.GetFromJsonAsync<JsonElement>("api/state", cancellationToken);
}
