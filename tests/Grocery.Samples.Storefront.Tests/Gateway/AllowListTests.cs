using System.Net;
using System.Net.Sockets;
using System.Text;
using Grocery.Platform.TestSupport;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Storefront.Tests.Gateway;

public sealed class AllowListTests : IAsyncLifetime
{
    private const string AnyId = "0197f1b2-0000-7000-8000-000000000000";

    private ScriptedShop _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await ScriptedShop.StartAsync(Reply.Ok);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData("GET", "/products?ids=a,b&page=2", "/products")]
    [InlineData("GET", "/products/lemons-500g", "/products/lemons-500g")]
    [InlineData("GET", "/categories", "/categories")]
    [InlineData("GET", "/cart", "/cart")]
    [InlineData("DELETE", "/cart", "/cart")]
    [InlineData("PUT", "/cart/items/lemons-500g", "/cart/items/lemons-500g")]
    [InlineData("DELETE", "/cart/items/lemons-500g", "/cart/items/lemons-500g")]
    [InlineData("POST", "/cart/merge", "/cart/merge")]
    [InlineData("GET", "/orders", "/orders")]
    [InlineData("POST", "/orders", "/orders")]
    [InlineData("GET", $"/orders/{AnyId}", $"/orders/{AnyId}")]
    [InlineData("GET", "/checkout", "/checkout")]
    [InlineData("GET", "/summary", "/summary")]
    [InlineData("GET", "/statistics", "/statistics")]
    public async Task What_the_page_needs_passes(string method, string path, string arrives)
    {
        using var response = await _shop.App.SendAsync(new HttpMethod(method), $"/api{path}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var request = Assert.Single(_shop.Service.Received);
        Assert.Equal((method, arrives), (request.Method, request.Path));
    }

    [Theory]
    [InlineData("GET", "/api/orders/statistics", 404)]
    [InlineData("POST", "/api/products/lemons-500g/reservations", 404)]
    [InlineData("POST", "/api/products", 405)]
    [InlineData("DELETE", "/api/products/lemons-500g", 405)]
    [InlineData("POST", "/api/carts/somebody/ordered", 404)]
    [InlineData("GET", "/api/health/ready", 404)]
    [InlineData("GET", "/api/openapi/v1.json", 404)]
    [InlineData("GET", "/api", 404)]
    [InlineData("GET", "/products", 404)]
    [InlineData("GET", "/api/products/a_b", 404)]
    [InlineData("GET", "/api/products/Lemons", 404)]
    [InlineData("GET", "/api/products/lemons%0A", 404)]
    [InlineData("PUT", "/api/cart/items/lemons%0A", 404)]
    [InlineData("GET", $"/api/orders/{AnyId}%0A", 404)]
    [InlineData("GET", $"/api/orders/%20{AnyId}", 404)]
    [InlineData("GET", $"/api/orders/%7B{AnyId}%7D", 404)]
    public async Task Nothing_else_passes(string method, string path, int status)
    {
        using var response = await _shop.App.SendAsync(new HttpMethod(method), path);

        await response.ProblemAsync((HttpStatusCode)status);
        Assert.Empty(_shop.Service.Received);
    }

    // Over a bare socket, as a client would tidy such paths up before it sends them.
    [Theory]
    [InlineData("/api/products/../orders/statistics")]
    [InlineData("/api/products/%2e%2e/orders/statistics")]
    [InlineData("/api/products/..%2forders%2fstatistics")]
    [InlineData("/api/products/%2e%2e%2forders")]
    [InlineData("/api/products/a%2Fb")]
    [InlineData("/api/products/a%5Cb")]
    [InlineData("/api/products/a\\b")]
    [InlineData("/api//products")]
    [InlineData("/api/products//reservations")]
    [InlineData("//evil.example/api/products")]
    [InlineData("/api/%2fproducts")]
    [InlineData("/api/products/%252e%252e")]
    [InlineData("/api/products/a%00b")]
    [InlineData("/api/cart/items/../../orders/statistics")]
    public async Task A_path_that_hides_another_does_not_pass(string path)
    {
        var status = await SendRawAsync(path);

        Assert.Contains(status, new[] { "400", "404", "405" });
        Assert.Empty(_shop.Service.Received);
    }

    private async Task<string> SendRawAsync(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_shop.App.Address.Host, _shop.App.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = $"GET {path} HTTP/1.1\r\nHost: {_shop.App.Address.Authority}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return line!.Split(' ')[1];
    }
}
