using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Storefront.Tests.Gateway;

public sealed class HeaderTests
{
    [Fact]
    public async Task A_service_gets_the_token_of_the_cookie_and_nothing_that_is_not_its_business()
    {
        await using var shop = await ScriptedShop.StartAsync(Reply.Ok);
        var session = await shop.App.NewSessionAsync();

        using var response = await shop.App.SendAsync(
            HttpMethod.Post,
            "/api/orders",
            new { expectedTotal = 1 },
            ("Cookie", $"{session}; other=1"),
            ("Idempotency-Key", "key-1"),
            ("Connection", "X-Secret"),
            ("X-Secret", "1"),
            ("X-Forwarded-For", "10.0.0.1"),
            ("User-Agent", "browser"));

        var request = Assert.Single(shop.Service.Received);
        Assert.Equal($"Bearer {session.Split('=', 2)[1]}", request.Headers["Authorization"]);
        Assert.Equal("key-1", request.Headers["Idempotency-Key"]);
        Assert.Equal("""{"expectedTotal":1}"""u8.ToArray(), request.Body);
        Assert.StartsWith("application/json", request.Headers["Content-Type"].ToString(), StringComparison.Ordinal);
        Assert.All(new[] { "Cookie", "X-Secret", "X-Forwarded-For", "User-Agent" }, name => Assert.False(request.Headers.ContainsKey(name), name));
    }

    [Fact]
    public async Task The_token_that_a_program_brings_goes_before_the_cookie()
    {
        await using var shop = await ScriptedShop.StartAsync(Reply.Ok);

        using var response = await shop.App.GetAsync("/api/cart", ("Authorization", "Bearer mine"), ("Cookie", await shop.App.NewSessionAsync()));

        Assert.Equal("Bearer mine", Assert.Single(shop.Service.Received).Headers["Authorization"]);
    }

    [Fact]
    public async Task The_page_gets_what_concerns_it_of_an_answer()
    {
        await using var shop = await ScriptedShop.StartAsync(async context =>
        {
            var headers = context.Response.Headers;
            context.Response.StatusCode = 201;
            headers.ContentType = "application/json";
            headers.CacheControl = "public, max-age=5";
            headers.ETag = "\"1\"";
            headers.Location = "/orders/7";
            headers.SetCookie = "evil=1";
            headers["X-Internal"] = "1";
            headers.Connection = "close";
            await context.Response.WriteAsync("{}");
        });

        using var response = await shop.App.SendAsync(HttpMethod.Post, "/api/orders", new { });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("public, max-age=5", response.Headers.CacheControl!.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.Equal("/api/orders/7", response.Headers.Location!.OriginalString);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.All(new[] { "Set-Cookie", "X-Internal", "Connection" }, name => Assert.False(response.Headers.Contains(name), name));
    }
}
