using System.Net;
using System.Net.Http.Json;
using System.Text;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests.Endpoints;

public abstract class OrderedTests(CartsApp app)
{
    [Fact]
    public async Task The_ordered_quantities_are_taken_out()
    {
        var ann = app.NewShopper();
        using var filled = await ann.MergeAsync(("mango", 5), ("limes-4", 2), ("whole-milk-1l", 1), ("bananas-1kg", 3));

        await OrderAsync(ann.Id, Guid.NewGuid(), ("limes-4", 2), ("mango", 4), ("whole-milk-1l", 99), ("unicorn-1kg", 1));

        Assert.Equal("mango:1 bananas-1kg:3", await ann.ContentAsync());
    }

    [Fact]
    public async Task A_cart_that_was_ordered_whole_is_empty_and_can_be_filled_again()
    {
        var ann = app.NewShopper();
        await ann.HasAsync("mango", 5);

        await OrderAsync(ann.Id, Guid.NewGuid(), ("mango", 5));
        Assert.Equal("", await ann.ContentAsync());

        await ann.HasAsync("mango", 1);
        Assert.Equal("mango:1", await ann.ContentAsync());
    }

    [Fact]
    public async Task An_order_is_taken_out_once_however_often_it_is_repeated()
    {
        var ann = app.NewShopper();
        var order = Guid.NewGuid();
        await ann.HasAsync("mango", 50);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => OrderAsync(ann.Id, order, ("mango", 3))));
        await OrderAsync(ann.Id, order, ("mango", 3));

        Assert.Equal("mango:47", await ann.ContentAsync());
    }

    [Fact]
    public async Task Orders_and_merges_at_one_moment_lose_nothing()
    {
        var ann = app.NewShopper();
        await ann.HasAsync("mango", 90);

        await Task.WhenAll(Enumerable.Range(1, 30).SelectMany(i => new[]
        {
            OrderAsync(ann.Id, Guid.NewGuid(), ("mango", 2)),
            ann.MergeAsync(("mango", 1), ("limes-4", i)),
        }));

        Assert.Equal("mango:30 limes-4:30", await ann.ContentAsync());
    }

    [Fact]
    public async Task The_order_of_one_user_leaves_the_others_alone()
    {
        var (ann, bob) = (app.NewShopper(), app.NewShopper());
        await ann.HasAsync("mango", 5);
        await bob.HasAsync("mango", 5);

        await OrderAsync(ann.Id, Guid.NewGuid(), ("mango", 5));

        Assert.Equal("mango:5", await bob.ContentAsync());
    }

    [Fact]
    public async Task A_user_without_a_cart_has_nothing_to_take_out()
    {
        await OrderAsync("nobody", Guid.NewGuid(), ("mango", 5));
    }

    [Theory]
    [InlineData("""{"items":[{"productId":"mango","quantity":1}]}""", "orderId")]
    [InlineData("""{"orderId":"0197e5f0-0000-7000-8000-000000000001"}""", "items")]
    [InlineData("""{"orderId":null,"items":[{"productId":"mango","quantity":0}]}""", "orderId,items[0].quantity")]
    [InlineData("""{"orderId":"0197e5f0-0000-7000-8000-000000000001","items":[{"productId":"mango","quantity":1}]}""", "userId", "%01")]
    public async Task A_bad_order_is_refused_with_everything_that_is_bad(string body, string members, string user = "ann")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await app.Service.PostAsync(
            new Uri($"/carts/{user}/ordered", UriKind.Relative), content, TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(members, string.Join(',', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    private async Task OrderAsync(string user, Guid orderId, params (string ProductId, int Quantity)[] items)
    {
        var body = new { orderId, items = items.Select(item => new { productId = item.ProductId, quantity = item.Quantity }) };
        using var response = await app.Service.PostAsJsonAsync(
            new Uri($"/carts/{user}/ordered", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}

public sealed class MemoryOrderedTests(MemoryApp app) : OrderedTests(app), IClassFixture<MemoryApp>;

public sealed class PostgresOrderedTests(PostgresApp app) : OrderedTests(app), IClassFixture<PostgresApp>;
