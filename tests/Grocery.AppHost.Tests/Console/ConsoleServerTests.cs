using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Grocery.AppHost.Tests.Console;

public sealed class ConsoleServerTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Own => console.Address.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("null", null)]
    [InlineData(null, null)]
    [InlineData("http://evil.example:8090", "evil.example:8090")]
    public async Task A_page_from_elsewhere_cannot_press_a_button(string? origin, string? host)
    {
        var before = console.Shop.Service("product").Current.Process.Id;

        using var answer = await PressAsync("kill", new { service = "product" }, origin, host);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(before, console.Shop.Service("product").Current.Process.Id);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/state")]
    [InlineData("/api/logs")]
    public async Task A_name_that_was_pointed_here_reads_nothing(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "rebound.example";

        using var answer = await console.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_service_says_where_its_metrics_are()
    {
        var state = await console.ReadStateAsync(Token);
        var product = state.GetProperty("services").EnumerateArray().Single(service => service.GetProperty("name").GetString() == "product");
        using var client = new HttpClient();

        var metrics = await client.GetStringAsync(new Uri(new Uri(product.GetProperty("management").GetString()!), "metrics"), Token);

        Assert.Contains("service_name=\"product\"", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explode", """{"service":"product"}""", HttpStatusCode.NotFound, "kill")]
    [InlineData("kill", "{}", HttpStatusCode.BadRequest, "service")]
    [InlineData("kill", "[", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("kill", """{"service":"bakery"}""", HttpStatusCode.Conflict, "bakery")]
    [InlineData("slow-database", """{"value":-1}""", HttpStatusCode.BadRequest, "10000")]
    [InlineData("flag", """{"name":"Nothing","value":1}""", HttpStatusCode.BadRequest, "Checkout")]
    public async Task A_wrong_order_is_told_what_is_wrong(string action, string order, HttpStatusCode expected, string part)
    {
        using var body = JsonDocument.Parse(order == "[" ? "[]" : order);

        using var answer = await PressAsync(action, body.RootElement, Own);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", 5000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("text/plain", 0, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", 0, HttpStatusCode.BadRequest)]
    public async Task An_order_that_cannot_be_read_is_told_how_to_send_one(string type, int spaces, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/actions/kill") { Headers = { { "Origin", Own } } };
        request.Content = new StringContent($"{new string(' ', spaces)}{{", MediaTypeHeaderValue.Parse(type));

        using var answer = await console.Http.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains("as application/json, of at most 4096 bytes", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_switch_says_what_it_did_and_shows_how_it_stands()
    {
        var pressed = new (string Action, object Order)[]
        {
            ("slow-database", new { value = 50 }),
            ("fault", new { service = "product", name = "errors", value = 10 }),
            ("flag", new { name = "Checkout", value = 0 }),
            ("aws", new { value = 0 }),
            ("aws", new { value = 1 }),
            ("bad-parameter", new { value = 1 }),
        };

        foreach (var (action, order) in pressed)
            await PressedAsync(action, order);

        await Eventually.HoldsAsync(
            async () => (await console.ReadStateAsync(Token)).GetProperty("oddities").GetArrayLength() == 4, "database, fault, checkout and parameter are odd");
        var switches = (await console.ReadStateAsync(Token)).GetProperty("switches");
        Assert.Equal(50, switches.GetProperty("databaseDelayMilliseconds").GetDouble());
        Assert.True(switches.GetProperty("isAwsReachable").GetBoolean());

        await PressedAsync("slow-database", new { value = 0 });
        await PressedAsync("fault", new { service = "product", name = "none" });
        await PressedAsync("flag", new { name = "Checkout", value = 100 });
        await PressedAsync("bad-parameter", new { value = 0 });
        await Eventually.HoldsAsync(
            async () => (await console.ReadStateAsync(Token)).GetProperty("oddities").GetArrayLength() == 0, "all is as usual");
    }

    [Fact]
    public async Task A_service_is_paused_and_resumed_and_deployed()
    {
        await PressedAsync("pause", new { service = "product" });
        await Eventually.HoldsAsync(async () => await StateOfProductAsync() == "paused", "it is paused");
        await PressedAsync("resume", new { service = "product" });
        await Eventually.HoldsAsync(async () => await StateOfProductAsync() == "ready", "it is ready again");
        var before = console.Shop.Service("product").Current.Process.Id;

        await PressedAsync("deploy", new { service = "product" });

        Assert.NotEqual(before, console.Shop.Service("product").Current.Process.Id);
    }

    [Fact]
    public async Task No_password_is_shown()
    {
        await console.AskProductsAsync();
        var before = console.Shop.Database.LoginOf("product").Password;
        await PressedAsync("rotate-password", new { service = "product" });
        await PressedAsync("rotate-signing-key", new { });
        await console.AskProductsAsync();
        await Eventually.HoldsAsync(async () => (await console.Http.GetStringAsync("api/logs", Token)).Contains("product", StringComparison.Ordinal), "logs arrive");

        var shown = await console.Http.GetStringAsync("api/state", Token) + await console.Http.GetStringAsync("api/logs", Token);

        Assert.DoesNotContain(before, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(console.Shop.Database.LoginOf("product").Password, shown, StringComparison.Ordinal);
    }

    private async Task<string?> StateOfProductAsync() => (await console.ReadStateAsync(Token)).GetProperty("services").EnumerateArray()
        .Single(service => service.GetProperty("name").GetString() == "product").GetProperty("state").GetString();

    private async Task PressedAsync(string action, object order)
    {
        using var answer = await PressAsync(action, order, Own);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{action}: {text}");
        using var json = JsonDocument.Parse(text);
        Assert.NotEmpty(json.RootElement.GetProperty("did").GetString()!);
        Assert.NotEmpty(json.RootElement.GetProperty("watch").GetString()!);
    }

    private async Task<HttpResponseMessage> PressAsync(string action, object order, string? origin, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/actions/{action}") { Content = JsonContent.Create(order) };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (host is not null)
            request.Headers.Host = host;
        return await console.Http.SendAsync(request, Token);
    }
}
