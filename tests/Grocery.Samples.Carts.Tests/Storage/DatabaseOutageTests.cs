using System.Net;
using Grocery.AppHost.Postgres;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests.Storage;

/// <summary>On a server of its own, which the test may stop.</summary>
public sealed class DatabaseOutageTests(ProductShop products) : IAsyncLifetime
{
    private PrivatePostgres _postgres = null!;

    public async ValueTask InitializeAsync() => _postgres = await PrivatePostgres.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task While_the_database_is_down_requests_get_a_503_and_then_the_cart_is_there_again()
    {
        await using var app = new CartsApp()
            .With("ConnectionStrings:Carts", await _postgres.CreateDatabaseAsync("carts", TestContext.Current.CancellationToken))
            .With(products.Address)
            .WithPatience();
        await app.InitializeAsync();
        var ann = app.NewShopper();
        await ann.HasAsync("mango", 2);

        await _postgres.KillAsync();

        foreach (var ask in new[] { ann.AskAsync, () => ann.SetAsync("mango", 1), () => ann.RemoveAsync("mango"), ann.ClearAsync, () => ann.MergeAsync(("mango", 1)) })
        {
            using var response = await ask();
            await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        await _postgres.StartAgainAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(
            async () =>
            {
                using var response = await ann.AskAsync();
                return response.IsSuccessStatusCode;
            },
            "the cart is answered again");
        Assert.Equal("mango:2", await ann.ContentAsync());
    }
}
