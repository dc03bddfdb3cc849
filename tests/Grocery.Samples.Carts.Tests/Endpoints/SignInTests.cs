using System.Net;
using System.Net.Http.Json;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests.Endpoints;

public sealed class SignInTests(MemoryApp app) : IClassFixture<MemoryApp>
{
    private const string Ordered = "/carts/ann/ordered";

    public static TheoryData<string, string> Endpoints => new()
    {
        { "GET", "/cart" },
        { "DELETE", "/cart" },
        { "PUT", "/cart/items/mango" },
        { "DELETE", "/cart/items/mango" },
        { "POST", "/cart/merge" },
        { "POST", Ordered },
    };

    public static TheoryData<string> BadTokens => new(
        "garbage",
        "a.b.c",
        new ForgedToken { ExpiresIn = TimeSpan.FromHours(-1) }.ToString(),
        new ForgedToken { Key = "YW5vdGhlciBrZXkgdGhhbiB0aGF0IG9mIHRoZSB0ZXN0cw==" }.ToString(),
        new ForgedToken { Algorithm = "none" }.ToString());

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Without_a_token_nothing_is_answered(string method, string path)
    {
        using var response = await SendAsync(app.Client, method, path);

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task With_a_bad_token_nothing_is_answered(string token)
    {
        using var response = await SendAsync(app.ClientWith(token), "GET", "/cart");

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task With_a_good_token_that_was_made_the_same_way_the_cart_is_answered()
    {
        using var response = await SendAsync(app.ClientWith(new ForgedToken().ToString()), "GET", "/cart");

        await response.JsonAsync(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_service_has_no_cart_and_a_user_no_say_in_orders(string method, string path)
    {
        var other = path == Ordered ? app.NewShopper().Client : app.Service;

        using var response = await SendAsync(other, method, path);

        await response.ProblemAsync(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "PUT" or "POST")
            request.Content = JsonContent.Create(new { quantity = 1 });

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
