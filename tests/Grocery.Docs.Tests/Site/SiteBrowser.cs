using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Grocery.Docs.Tests.Site;

/// <summary>The built site on loopback, and a browser to look at it.</summary>
public sealed class SiteBrowser(BuiltSite site) : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly ConcurrentQueue<string> _requests = new();
    private WebApplication _server = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>Gets the address of the site.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Gets what the pages asked for.</summary>
    public IEnumerable<string> Requests => _requests;

    public async ValueTask InitializeAsync()
    {
        await site.PagesAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(BuiltSite.Folder) });
        await _server.StartAsync();
        Address = new Uri(_server.Urls.First());
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Opens a page of the site in a window of its own.</summary>
    public async Task<IPage> OpenAsync(string address, int width, int height)
    {
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = ColorScheme.Light });
        page.Request += (_, request) => _requests.Enqueue(request.Url);
        await page.GotoAsync(new Uri(Address, address).ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }
}
