using System.Net;
using System.Text;
using Grocery.Platform.Config;
using Grocery.Platform.Testing.Fakes.TestApp;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Testing.Fakes.Tests;

public sealed class FakeParameterStoreTests : IAsyncLifetime
{
    private const string Limit = "/grocery/test/shop/Limits/Orders";
    private FakeParameterStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await FakeParameterStore.StartAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_service_in_this_process_reads_it_and_follows_a_change()
    {
        // snippet: parameter-store
        await using var store = await FakeParameterStore.StartAsync();
        store.Put("/grocery/test/shop/Limits/Orders", "12");

        await using var shop = Shop.With(web =>
        {
            foreach (var (key, value) in store.SettingsFor("shop", "test"))
                web.UseSetting(key, value);
        });
        using var client = shop.CreateClient();
        Assert.Equal("12", await client.ReadAsync("/limit"));

        store.Put("/grocery/test/shop/Limits/Orders", "13");
        await shop.Services.GetRequiredService<IConfigurationRefresher>().RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal("13", await client.ReadAsync("/limit"));

        // end
    }

    [Fact]
    public async Task Two_services_in_one_process_have_a_store_each()
    {
        await using var other = await FakeParameterStore.StartAsync();
        _store.Put(Limit, "one");
        other.Put(Limit, "two");

        await using var first = ShopOn(_store);
        await using var second = ShopOn(other);
        using var clientOfFirst = first.CreateClient();
        using var clientOfSecond = second.CreateClient();

        Assert.Equal(("one", "two"), (await clientOfFirst.ReadAsync("/limit"), await clientOfSecond.ReadAsync("/limit")));
    }

    [Fact]
    public async Task A_service_in_a_process_of_its_own_reads_it_and_follows_a_change_by_itself()
    {
        _store.Put(Limit, "12");
        await using var process = ServiceProcess.Start(
            Repository.BuiltAssembly("Grocery.Platform.Testing.Fakes.TestApp"), _store.EnvironmentFor("shop", "test"));
        using var client = await process.ListeningAsync();

        var before = await client.ReadAsync("/limit");
        _store.Put(Limit, "13");
        await Eventually.HoldsAsync(async () => await client.ReadAsync("/limit") == "13", "the service follows the change");

        Assert.Equal("12", before);
    }

    [Fact]
    public async Task Lists_and_secrets_are_read_too_and_a_secret_only_in_clear_where_it_is_asked_for()
    {
        _store.PutSecure(Limit, "a-secret");
        _store.PutList("/grocery/test/shop/Regions", "eu", "us");
        await using var shop = ShopOn(_store);
        using var client = shop.CreateClient();

        Assert.Equal("a-secret", await client.ReadAsync("/limit"));
        Assert.Equal([Limit], _store.Calls.SelectMany(call => call.Decrypted));
        Assert.Contains(_store.Calls, call => call is { Operation: "GetParametersByPath", Path: "/grocery/test/shop/" });
    }

    [Fact]
    public async Task A_parameter_that_is_removed_is_gone()
    {
        _store.Put("/grocery/test/shop/Kept", "1");
        _store.Put(Limit, "12");
        await using var shop = ShopOn(_store);
        using var client = shop.CreateClient();
        await client.ReadAsync("/limit");

        _store.Remove(Limit);
        await RefreshAsync(shop.Services);

        Assert.Equal("none", await client.ReadAsync("/limit"));
    }

    [Theory]
    [InlineData(AwsFault.Throttled)]
    [InlineData(AwsFault.CutConnection)]
    public async Task What_fails_for_a_while_is_repeated(AwsFault fault)
    {
        _store.Put(Limit, "12");
        _store.Fail(fault, times: 2);
        await using var shop = ShopOn(_store, refreshes: false);
        using var client = shop.CreateClient();

        Assert.Equal("12", await client.ReadAsync("/limit"));
        Assert.Equal(4, _store.Calls.Count);
    }

    [Fact]
    public async Task What_fails_until_it_is_healed_leaves_the_last_good_values()
    {
        _store.Put(Limit, "12");
        await using var shop = ShopOn(_store);
        using var client = shop.CreateClient();
        await client.ReadAsync("/limit");

        _store.Put(Limit, "13");
        _store.Fail(AwsFault.AccessDenied);
        var isRead = await RefreshAsync(shop.Services);
        var during = await client.ReadAsync("/limit");
        _store.Heal();
        await RefreshAsync(shop.Services);

        Assert.False(isRead);
        Assert.Equal(("12", "13"), (during, await client.ReadAsync("/limit")));
    }

    [Fact]
    public async Task Requests_over_the_rate_are_throttled_and_repeated()
    {
        for (var i = 0; i < 40; i++)
            _store.Put($"/grocery/test/shop/Item{i}", "1");
        _store.Put(Limit, "12");
        _store.Throttle(requestsPerSecond: 3);
        await using var shop = ShopOn(_store);
        using var client = shop.CreateClient();

        Assert.Equal("12", await client.ReadAsync("/limit"));
        Assert.True(_store.Calls.Count > 6, $"Six calls would do without throttling; there were {_store.Calls.Count}.");
    }

    [Fact]
    public async Task An_answer_can_be_late()
    {
        _store.Put(Limit, "12");
        _store.Delay(TimeSpan.FromMilliseconds(300));
        var start = TimeProvider.System.GetTimestamp();
        await using var shop = ShopOn(_store);
        using var client = shop.CreateClient();

        Assert.Equal("12", await client.ReadAsync("/limit"));
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(300));
    }

    [Theory]
    [InlineData(null, null, "MissingAuthenticationToken")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/ssm/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=0000000000000000000000000000000000000000000000000000000000000000", null, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/ssm/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=0000000000000000000000000000000000000000000000000000000000000000", "20260101T000000Z", "InvalidSignatureException")]
    public async Task A_request_without_a_right_signature_is_refused(string? authorization, string? date, string error)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _store.Address);
        request.Content = new StringContent("{}", Encoding.UTF8, "application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "AmazonSSM.GetParameters");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (date is not null)
            request.Headers.Add("X-Amz-Date", date);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"__type\":\"{error}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(_store.Calls);
    }

    [Theory]
    [InlineData("Limits:Orders", "12")]
    [InlineData("/grocery/test/shop/", "12")]
    [InlineData("", "12")]
    [InlineData(Limit, "")]
    public void What_AWS_would_refuse_is_refused(string name, string value) => Assert.ThrowsAny<ArgumentException>(() => _store.Put(name, value));

    [Fact]
    public void A_mistake_of_a_test_is_told_with_what_is_allowed()
    {
        _store.Put(Limit, "12");

        Assert.Contains("/grocery/test/products/Orders/Limit", Assert.Throws<ArgumentException>(() => _store.Put("Limits:Orders", "1")).Message, StringComparison.Ordinal);
        Assert.Contains(Limit, Assert.Throws<ArgumentException>(() => _store.Remove("/grocery/test/shop/Limit")).Message, StringComparison.Ordinal);
        Assert.Contains("\"a,b\"", Assert.Throws<ArgumentException>(() => _store.PutList(Limit, "a,b")).Message, StringComparison.Ordinal);
        Assert.Contains("4096", Assert.Throws<ArgumentException>(() => _store.Put(Limit, new string('x', 4097))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _store.Fail(AwsFault.Throttled, times: 0));
    }

    private static WebApplicationFactory<ShopService> ShopOn(FakeParameterStore store, bool refreshes = true) => Shop.With(web =>
    {
        foreach (var (key, value) in store.SettingsFor("shop", "test"))
            web.UseSetting(key, value);

        if (!refreshes)
            web.UseSetting("Platform:Config:Refresh:Enabled", "false");
    });

    private static Task<bool> RefreshAsync(IServiceProvider services) =>
        services.GetRequiredService<IConfigurationRefresher>().RefreshAsync(TestContext.Current.CancellationToken);
}
