using Grocery.Load.Arrivals;
using Grocery.Load.Shop;
using Microsoft.AspNetCore.Http;

namespace Grocery.Load.Tests.Shop;

public sealed class ShopLoadTests : IAsyncLifetime
{
    private FakeShop _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await FakeShop.StartAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Shoppers_browse_and_use_their_carts_and_buy_and_a_healthy_shop_fails_none_of_them()
    {
        var result = await RunAsync(Settings(300) with { Mix = ShopJourneys.Weights, Customers = 30 });

        Assert.Equal(["browse", "cart", "checkout"], result.Summary.Scenarios.Select(scenario => scenario.Name));
        Assert.Equal((0, 0), (result.Summary.All.Failed, result.Summary.DroppedCount));
        Assert.Equal(["cart", "order", "till"], result.Summary.Scenarios[2].Steps.Select(step => step.Name));
        Assert.All(result.Summary.Scenarios[2].Steps, step => Assert.Equal(_shop.Orders, step.Figures.Offered));
        Assert.InRange((double)result.Summary.Scenarios[0].Figures.Offered / 300, 0.75, 0.95);
        Assert.Equal(40, _shop.Customers);
    }

    [Fact]
    public async Task Who_only_browses_needs_no_account()
    {
        var result = await RunAsync(Settings(150) with { Mix = new Dictionary<string, double> { ["browse"] = 1 } });

        Assert.Equal((150, 0, 0), (result.Summary.All.Offered, result.Summary.All.Failed, _shop.Customers));
        Assert.Equal(["GET /api/products", "GET /api/products/*"], Kinds());
    }

    [Fact]
    public async Task Who_could_not_buy_comes_again_with_an_empty_cart()
    {
        _shop.OrderStatus = 503;
        var failing = await RunAsync(Settings(5) with { Mix = Checkout, Customers = 1, Stages = [new Stage(TimeSpan.FromSeconds(2), 2, 2)] });

        Assert.Contains("DELETE /api/cart", Kinds());
        Assert.Equal(0, failing.Summary.Scenarios.Single().Steps.Single(step => step.Name == "clear").Figures.Failed);
        Assert.Equal(failing.Summary.All.Failed, failing.Summary.All.Outcomes["503"]);
    }

    [Fact]
    public async Task A_checkout_for_which_no_customer_is_left_is_dropped_and_told()
    {
        // Longer than all arrivals take.
        _shop.OrderGate = Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, TestContext.Current.CancellationToken);

        var result = await RunAsync(Settings(10) with { Mix = Checkout, Customers = 2 });

        Assert.Equal((8, 2), (result.Summary.DroppedCount, _shop.Orders));
        Assert.Equal("all 2 customers were at a checkout (--customers)", Assert.Single(result.Summary.Dropped).Key);
    }

    [Fact]
    public async Task Without_a_shop_it_says_what_to_start()
    {
        var nobody = new Uri($"http://127.0.0.1:{FreePort.Next()}");

        var thrown = await Assert.ThrowsAsync<LoadException>(() => RunAsync(Settings(10) with { Mix = Checkout, Target = nobody }));

        Assert.Contains("(refused). Start it with 'dotnet run --project samples/Grocery.AppHost'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_shop_is_told_apart()
    {
        await using var other = await LoadServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        var thrown = await Assert.ThrowsAsync<LoadException>(() => RunAsync(Settings(10) with { Mix = Checkout, Target = other.Address }));

        Assert.Contains("answers 404 to /api/products?page=1&pageSize=100; the load needs the shop's storefront", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_that_hangs_is_not_waited_for_for_ever()
    {
        await using var other = await LoadServer.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

        var thrown = await Assert.ThrowsAsync<LoadException>(() => RunAsync(Settings(10) with { Mix = Checkout, Target = other.Address, TimeOut = TimeSpan.FromMilliseconds(200) }));

        Assert.Contains("(time-out)", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    public async Task What_answers_with_something_else_is_no_shop(string answer)
    {
        await using var other = await LoadServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer);
        });

        var thrown = await Assert.ThrowsAsync<LoadException>(() => RunAsync(Settings(10) with { Mix = Checkout, Target = other.Address }));

        Assert.Contains("answers something else than products", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_that_signs_nobody_up_says_when_to_come_again()
    {
        _shop.RefusesAccounts = true;

        var thrown = await Assert.ThrowsAsync<LoadException>(() => RunAsync(Settings(10) with { Mix = Checkout }));

        Assert.Equal("The shop signs no customer up: it answers 429 to POST /api/account. Come again in 30 s, or take fewer: --customers N", thrown.Message);
    }

    [Fact]
    public async Task More_orders_than_there_is_stock_are_warned_of()
    {
        using var output = new StringWriter();
        using var stop = new CancellationTokenSource();
        var settings = Settings(10) with { Mix = Checkout, Customers = 1, Stages = [new Stage(TimeSpan.FromHours(1), 1, 1)] };
        var running = new LoadRun(settings, output).RunAsync(stop.Token, stop.Token);
        await Eventually.HoldsAsync(() => _shop.Customers > 0, "it has begun");
        await stop.CancelAsync();
        await Record.ExceptionAsync(() => running);

        Assert.Contains("About 3,600 orders are meant to come, and 2,020 units are sure to be in stock", output.ToString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, double> Checkout => new() { ["checkout"] = 1 };

    private LoadSettings Settings(int visits) => new()
    {
        Target = _shop.Address,
        IsPoisson = false,
        WarmUp = TimeSpan.Zero,
        Customers = 5,
        Seed = 1,
        Stages = [new Stage(TimeSpan.FromSeconds(2), visits / 2.0, visits / 2.0)],
    };

    private static Task<LoadResult> RunAsync(LoadSettings settings) => new LoadRun(settings, TextWriter.Null).RunAsync(CancellationToken.None, CancellationToken.None);

    private string[] Kinds() => [.. _shop.Requests.Select(request => request.StartsWith("GET /api/products/", StringComparison.Ordinal) ? "GET /api/products/*" : request).Distinct().Order(StringComparer.Ordinal)];
}
