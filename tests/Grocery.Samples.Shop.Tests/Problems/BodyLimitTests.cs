using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Shop.Tests.Problems;

public sealed class BodyLimitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_64_KiB_is_a_problem(bool chunked)
    {
        await using var app = new ShopServer<Program>();
        await app.InitializeAsync();
        var body = new { quantity = 1, note = new string('x', 64 * 1024) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/products/mango/reservations")
        {
            Content = chunked ? JsonContent.Create(body) : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = chunked },
        };

        using var response = await app.ServiceClient().SendAsync(request, TestContext.Current.CancellationToken);

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(65, (await app.GetAsync("/products/mango")).GetProperty("stock").GetInt32());
    }

    [Fact]
    public async Task A_body_of_less_is_read()
    {
        await using var app = new ShopServer<Program>();
        await app.InitializeAsync();

        using var response = await app.ServiceClient().PostAsJsonAsync(
            new Uri("/products/mango/reservations", UriKind.Relative), new { quantity = 1, note = new string('x', 63 * 1024) }, TestContext.Current.CancellationToken);

        await response.JsonAsync(HttpStatusCode.Created);
    }
}
