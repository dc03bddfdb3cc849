using System.Text;
using System.Text.Json;
using Grocery.Samples.TestSupport;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Storefront.Tests;

/// <summary>The storefront on a real port, with clients that keep no cookies.</summary>
public class StorefrontApp : ShopServer<Program>
{
    public const string Password = "correct horse";

    private HttpClient? _bare;
    private int _names;

    /// <summary>Initializes a new instance, with services that do not answer but for those that a test gives it.</summary>
    public StorefrontApp()
    {
        foreach (var service in new[] { "product", "cart", "order", "summary" })
            With($"Services:{service}", "http://127.0.0.1:1");
    }

    private HttpClient Bare => _bare ??= new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };

    public new StorefrontApp With(string key, string value)
    {
        base.With(key, value);
        return this;
    }

    public string NewName() => $"shopper {Interlocked.Increment(ref _names)}";

    /// <summary>Sends a request as a browser would, with a cookie, or any other header.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return await Bare.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string? Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<HttpResponseMessage> SignUpAsync(string? name, string? password = Password) =>
        SendAsync(HttpMethod.Post, "/api/account", new { name, password });

    public Task<HttpResponseMessage> SignInAsync(string? name, string? password = Password) =>
        SendAsync(HttpMethod.Post, "/api/session", new { name, password });

    /// <summary>Signs a new user up, and returns the cookie of the session.</summary>
    public async Task<string> NewSessionAsync()
    {
        using var response = await SignUpAsync(NewName());
        return $"{CookieOf(response).Name}={CookieOf(response).Value}";
    }

    public static SetCookieHeaderValue CookieOf(HttpResponseMessage response) =>
        SetCookieHeaderValue.Parse(Assert.Single(response.Headers.GetValues(HeaderNames.SetCookie)));
}
