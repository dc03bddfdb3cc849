using System.Net.Http.Headers;
using System.Security.Claims;
using Grocery.Platform.TestSupport;
using Grocery.Samples.Shop.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Samples.Shop.Tests;

/// <summary>A service that has nothing but what the shop gives to each, on a real port, with a configuration that changes while it runs.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ShopHost(WebApplication app, ChangingSettings settings, LogCollector logs)
    {
        (_app, Settings, Logs) = (app, settings, logs);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public ChangingSettings Settings { get; }

    public LogCollector Logs { get; }

    public ShopTokens Tokens => _app.Services.GetRequiredService<ShopTokens>();

    public static async Task<ShopHost> StartAsync(
        Dictionary<string, string?> settings, Action<WebApplicationBuilder>? add = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", "--Platform:Service:Name=test"]);
        var changing = new ChangingSettings(settings);
        ((IConfigurationBuilder)builder.Configuration).Add(changing);
        var logs = new LogCollector();
        builder.Logging.AddProvider(logs);
        builder.AddGroceryPlatform();
        builder.AddShop(port: 0);
        add?.Invoke(builder);

        var app = builder.Build();
        app.UseShop();
        app.MapGet("/user", (ClaimsPrincipal user) => user.UserId()).RequireUser();
        app.MapGet("/service", () => "").RequireService();
        map?.Invoke(app);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new ShopHost(app, changing, logs);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
