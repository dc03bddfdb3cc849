using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Storefront.Tests.Sessions;

public sealed class ForeignSiteTests(StorefrontApp app) : IClassFixture<StorefrontApp>
{
    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_change_that_another_site_asks_for_is_refused(string header, string value)
    {
        foreach (var (method, path) in new[] { (HttpMethod.Delete, "/api/session"), (HttpMethod.Post, "/api/orders"), (HttpMethod.Put, "/api/cart/items/lemons-500g") })
        {
            using var response = await app.SendAsync(method, path, null, (header, value));

            Assert.Equal("Foreign site", (await response.ProblemAsync(HttpStatusCode.Forbidden)).Text("title"));
        }
    }

    [Fact]
    public async Task The_page_itself_and_programs_may_change_things()
    {
        var own = app.Address.GetLeftPart(UriPartial.Authority);

        using var page = await app.SendAsync(HttpMethod.Delete, "/api/session", null, ("Origin", own), ("Sec-Fetch-Site", "same-origin"));
        using var program = await app.SendAsync(HttpMethod.Delete, "/api/session");

        Assert.Equal(HttpStatusCode.NoContent, page.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, program.StatusCode);
    }

    [Fact]
    public async Task Another_site_may_link_to_the_shop()
    {
        using var response = await app.GetAsync("/", ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
