using System.Net;
using System.Text;
using Grocery.Platform.TestSupport;
using Grocery.Samples.Shop.Clients;
using Grocery.Samples.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Shop.Tests.Clients;

/// <summary>A service that asks another for a page, and hands on what it has read.</summary>
public sealed class AnswerTests
{
    private const string Good = """{"items":[{"id":"mango","price":1.25,"note":null}],"total":1,"news":[null]}""";

    public static TheoryData<string> BadBodies =>
    [
        "", "null", "[]", "5", "<html></html>", "{}", Good[..^1], Good + "}",
        Good.Replace("\"mango\"", "null", StringComparison.Ordinal),
        Good.Replace("\"mango\"", "5", StringComparison.Ordinal),
        Good.Replace(",\"price\":1.25", "", StringComparison.Ordinal),
        Good.Replace("1.25", "\"dear\"", StringComparison.Ordinal),
        Good.Replace("1.25", "1e99", StringComparison.Ordinal),
        """{"items":null,"total":1}""",
        """{"items":[null],"total":1}""",
        """{"items":{},"total":1}""",
    ];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task An_answer_that_is_not_what_was_promised_is_an_outage(string body)
    {
        await using var dependency = await ScriptedServer.StartAsync(Body(body));
        await using var host = await StartAsync(dependency.Address);

        using var response = await host.GetAsync("/ask");

        Assert.Equal("Dependency unavailable", (await response.ProblemAsync(HttpStatusCode.ServiceUnavailable)).Text("title"));
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Single(dependency.Received);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html; charset=nonsense")]
    public async Task What_was_promised_is_read_whatever_else_is_there(string mediaType)
    {
        await using var dependency = await ScriptedServer.StartAsync(Body(Good, mediaType));
        await using var host = await StartAsync(dependency.Address);

        using var response = await host.GetAsync("/ask");

        Assert.Equal("""{"items":[{"id":"mango","price":1.25,"note":null}],"total":1}""", (await response.JsonAsync(HttpStatusCode.OK)).GetRawText());
    }

    private static Func<HttpContext, Task> Body(string text, string mediaType = "application/json") => async context =>
    {
        context.Response.ContentType = mediaType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
    };

    private static Task<ShopHost> StartAsync(Uri dependency) => ShopHost.StartAsync(
        new Dictionary<string, string?> { ["Services:product"] = dependency.ToString() },
        builder => builder.AddShopClient<Dependency>("product"),
        app => app.MapGet("/ask", (Dependency asked, CancellationToken token) => asked.AskAsync(token)));

    private sealed class Dependency(HttpClient http)
    {
        public Task<Page> AskAsync(CancellationToken cancellationToken) => http.GetAnswerAsync<Page>("page", cancellationToken);
    }

    private sealed record Page(IReadOnlyList<Item> Items, int Total);

    private sealed record Item(string Id, decimal Price, string? Note);
}
