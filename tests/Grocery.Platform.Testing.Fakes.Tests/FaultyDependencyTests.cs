using System.Net;
using System.Net.Sockets;
using Grocery.Platform.Testing.Fakes.TestApp;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Grocery.Platform.Testing.Fakes.Tests;

public sealed class FaultyDependencyTests : IAsyncLifetime
{
    private FaultyDependency _prices = null!;

    public async ValueTask InitializeAsync() => _prices = await FaultyDependency.StartAsync();

    public ValueTask DisposeAsync() => _prices.DisposeAsync();

    [Fact]
    public async Task A_service_repeats_a_call_that_failed_and_the_test_sees_both()
    {
        // snippet: faulty-dependency
        await using var prices = await FaultyDependency.StartAsync();
        prices.Answer("""{"cents":349}""");
        prices.Fail(503, times: 1);

        await using var shop = Shop.With(web => web.UseSetting("Services:Prices", prices.Address.ToString()));
        using var client = shop.CreateClient();

        Assert.Equal("""{"cents":349}""", await client.ReadAsync("/price/milk"));
        Assert.Equal(["GET /prices/milk?currency=EUR", "GET /prices/milk?currency=EUR"], prices.Calls.Select(call => call.ToString()));
        Assert.True(prices.Calls[0].Headers.ContainsKey("traceparent"));

        // end
        Assert.True(prices.Calls[1].At > prices.Calls[0].At);
    }

    [Fact]
    public async Task A_reset_connection_is_one_on_the_wire_and_repeated_by_the_service()
    {
        _prices.Reset(times: 1);
        using var plain = new HttpClient();
        var seen = await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync(_prices.Address, TestContext.Current.CancellationToken));
        _prices.Reset(times: 1);
        await using var shop = ShopOn(_prices);
        using var client = shop.CreateClient();

        var price = await client.ReadAsync("/price/milk");

        Assert.Equal(SocketError.ConnectionReset, SocketErrorIn(seen));
        Assert.Equal(("{}", 3), (price, _prices.Calls.Count));
    }

    [Fact]
    public async Task A_call_that_hangs_is_cut_by_the_time_limit_of_the_service()
    {
        _prices.Hang();
        await using var shop = ShopOn(
            _prices,
            ("Platform:Resilience:Clients:prices:AttemptTimeout", "00:00:01"),
            ("Platform:Resilience:Clients:prices:MaxRetries", "1"));
        using var client = shop.CreateClient();

        using var response = await client.GetAsync(new Uri("/price/milk", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(2, _prices.Calls.Count);
    }

    [Fact]
    public async Task Requests_are_held_until_they_are_let_go_and_later_ones_are_not()
    {
        _prices.Answer("\"3.20\"");
        using var client = new HttpClient { BaseAddress = _prices.Address };
        Task<HttpStatusCode>[] held;
        using (_prices.Hold(when: call => call.Path == "/"))
        {
            held = [GetAsync(client), GetAsync(client)];
            await _prices.ExpectCallsAsync(2, cancellationToken: TestContext.Current.CancellationToken);
            using var other = await client.GetAsync(new Uri("/other", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.All(held, request => Assert.False(request.IsCompleted));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], await Task.WhenAll(held));
        _prices.Fail(503, times: 1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync(client));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(client));
    }

    [Fact]
    public async Task Retry_After_is_sent_in_seconds_and_obeyed()
    {
        _prices.Fail(429, times: 1, retryAfter: TimeSpan.FromSeconds(0.4));
        await using var shop = ShopOn(_prices);
        using var client = shop.CreateClient();

        var price = await client.ReadAsync("/price/milk");

        Assert.Equal("{}", price);
        Assert.True(_prices.Calls[1].At - _prices.Calls[0].At >= TimeSpan.FromSeconds(1), $"The second call came after {_prices.Calls[1].At - _prices.Calls[0].At}.");
    }

    [Fact]
    public async Task An_answer_can_be_late_and_is_the_usual_one()
    {
        _prices.Answer("1");
        _prices.Delay(TimeSpan.FromMilliseconds(200), times: 1);
        using var client = new HttpClient();
        var start = TimeProvider.System.GetTimestamp();

        var late = await client.GetStringAsync(_prices.Address, TestContext.Current.CancellationToken);

        Assert.Equal("1", late);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public async Task What_is_planned_happens_in_order_for_the_requests_it_is_meant_for()
    {
        _prices.Fail(500, times: 1, when: call => call.Method == "POST");
        _prices.Fail(503, times: 2);
        using var client = new HttpClient { BaseAddress = _prices.Address };

        HttpStatusCode[] seen =
        [
            await GetAsync(client), await PostAsync(client), await GetAsync(client), await PostAsync(client),
        ];

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], seen);
    }

    [Fact]
    public async Task It_fails_until_it_is_healed()
    {
        _prices.Fail(503);
        using var client = new HttpClient { BaseAddress = _prices.Address };

        var (first, second) = (await GetAsync(client), await GetAsync(client));
        _prices.Heal();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (first, second, await GetAsync(client)));
    }

    [Fact]
    public async Task An_answer_can_depend_on_the_request()
    {
        _prices.Answer(call => call.Path == "/prices/milk" ? "349" : null);
        using var client = new HttpClient { BaseAddress = _prices.Address };

        Assert.Equal("349", await client.ReadAsync("/prices/milk"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(client));
    }

    [Fact]
    public async Task A_body_is_kept_with_its_call()
    {
        using var client = new HttpClient { BaseAddress = _prices.Address };

        await PostAsync(client);

        Assert.Equal("body"u8.ToArray(), Assert.Single(_prices.Calls).Body);
    }

    [Fact]
    public async Task Calls_that_come_later_are_waited_for()
    {
        using var client = new HttpClient { BaseAddress = _prices.Address };
        var soon = _prices.ExpectCallsAsync(1, cancellationToken: TestContext.Current.CancellationToken);
        var isEarly = soon.IsCompleted;

        await GetAsync(client);
        var calls = await soon;
        var never = await Assert.ThrowsAsync<CaptureException>(() =>
            _prices.ExpectCallsAsync(2, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));

        Assert.Equal((false, 1), (isEarly, calls.Count));
        Assert.Equal("FaultyDependency: fewer than 2 calls within 00:00:00.0500000.\nSeen, 1 call:\n  GET /", never.Message);
    }

    [Fact]
    public void What_no_server_would_do_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _prices.Fail(99));
        Assert.Throws<ArgumentOutOfRangeException>(() => _prices.Fail(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => _prices.Answer("{}", status: 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => _prices.Fail(503, times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _prices.Fail(503, retryAfter: TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _prices.Delay(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => _prices.Hang(times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _prices.Hold(times: 0));
    }

    private static WebApplicationFactory<ShopService> ShopOn(FaultyDependency prices, params (string Key, string Value)[] settings) => Shop.With(web =>
    {
        web.UseSetting("Services:Prices", prices.Address.ToString());
        foreach (var (key, value) in settings)
            web.UseSetting(key, value);
    });

    private static SocketError? SocketErrorIn(Exception? exception) =>
        exception is SocketException socket ? socket.SocketErrorCode : exception is null ? null : SocketErrorIn(exception.InnerException);

    private static async Task<HttpStatusCode> GetAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client)
    {
        using var body = new StringContent("body");
        using var response = await client.PostAsync(new Uri("/", UriKind.Relative), body, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
