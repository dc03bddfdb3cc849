using System.Net;
using System.Net.Sockets;
using Grocery.Platform.TestSupport;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Storefront.Tests.Gateway;

public sealed class FailureTests
{
    [Theory]
    [InlineData("/api/products", "product")]
    [InlineData("/api/cart", "cart")]
    [InlineData("/api/orders", "order")]
    [InlineData("/api/statistics", "summary")]
    public async Task A_service_that_is_down_is_named(string path, string service)
    {
        await using var app = new StorefrontApp().With($"Services:{service}", $"http://127.0.0.1:{FreePort.Next()}");
        await app.InitializeAsync();

        using var response = await app.GetAsync(path);

        var problem = await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(service, problem.Text("service"));
        Assert.True(response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_service_that_hangs_is_given_up_in_the_time_of_a_page()
    {
        await using var shop = await ScriptedShop.StartAsync(Reply.Hang);
        await using var app = new StorefrontApp()
            .With("Services:summary", shop.Service.Address.ToString())
            .With("Platform:Resilience:Clients:summary:AttemptTimeout", "00:00:00.2");
        await app.InitializeAsync();

        using var response = await app.GetAsync("/api/summary");

        Assert.Equal("summary", (await response.ProblemAsync(HttpStatusCode.ServiceUnavailable)).Text("service"));
    }

    [Fact]
    public async Task The_refusal_of_a_service_arrives_as_it_is()
    {
        await using var shop = await ScriptedShop.StartAsync(Reply.RetryAfter(503, "7"));

        using var response = await shop.App.SendAsync(HttpMethod.Post, "/api/orders", new { });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_change_with_a_body_is_sent_again_when_the_first_attempt_fails()
    {
        await using var shop = await ScriptedShop.StartAsync(Reply.Close, Reply.Ok);

        using var response = await shop.App.SendAsync(HttpMethod.Put, "/api/cart/items/lemons-500g", new { quantity = 2 });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"quantity":2}"""u8.ToArray(), shop.Service.Received[^1].Body);
        Assert.Equal(2, shop.Service.Received.Count);
    }

    [Fact]
    public async Task An_order_without_a_key_is_never_sent_again()
    {
        await using var shop = await ScriptedShop.StartAsync(Reply.Close, Reply.Ok);

        using var response = await shop.App.SendAsync(HttpMethod.Post, "/api/orders", new { });

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Single(shop.Service.Received);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_the_fault_of_the_caller()
    {
        await using var shop = await ScriptedShop.StartAsync(Reply.Ok);

        using var response = await shop.App.SendAsync(HttpMethod.Post, "/api/cart/merge", new { items = new string('x', 70_000) });

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Half_an_answer_never_looks_like_a_whole_one()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var app = new StorefrontApp().With("Services:cart", $"http://{listener.LocalEndpoint}");
        await app.InitializeAsync();

        var answer = app.GetAsync("/api/cart");
        using (var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
            await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"u8.ToArray(), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
    }

    [Fact]
    public async Task Products_come_from_the_real_service_and_its_problems_too()
    {
        await using var products = ShopServices.Start("Grocery.Samples.Products");
        using var client = await products.ListeningAsync();
        await using var app = new StorefrontApp().With("Services:product", client.BaseAddress!.ToString());
        await app.InitializeAsync();

        using var found = await app.GetAsync("/api/products?category=dairy&search=milk");
        using var bad = await app.GetAsync("/api/products?pageSize=1000");

        Assert.Contains("Whole Milk", (await found.JsonAsync(HttpStatusCode.OK)).Texts("name"));
        Assert.True((await bad.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty("pageSize", out _));
    }
}
