using System.Net;

namespace Grocery.Samples.Storefront.Tests.Page;

public sealed class FileTests(StorefrontApp app) : IClassFixture<StorefrontApp>
{
    [Fact]
    public async Task The_page_comes_compressed_and_once()
    {
        using var first = await app.GetAsync("/index.html", ("Accept-Encoding", "gzip"));
        using var again = await app.GetAsync("/index.html", ("Accept-Encoding", "gzip"), ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal("gzip", Assert.Single(first.Content.Headers.ContentEncoding));
        Assert.True(first.Headers.CacheControl!.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/api/session", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/products?pageSize=x", HttpStatusCode.ServiceUnavailable)]
    public async Task Every_answer_tells_the_browser_what_to_keep_out(string path, HttpStatusCode status)
    {
        using var response = await app.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task The_document_of_the_api_describes_accounts_and_sessions_only()
    {
        var document = await app.GetAsync("/openapi/v1.json");

        using var json = System.Text.Json.JsonDocument.Parse(await document.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["/api/account", "/api/session"], json.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order());
    }
}
