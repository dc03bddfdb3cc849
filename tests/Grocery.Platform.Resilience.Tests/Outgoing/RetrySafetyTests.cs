using System.Net;
using System.Net.Sockets;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class RetrySafetyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", null, 2)]
    [InlineData("HEAD", null, 2)]
    [InlineData("OPTIONS", null, 2)]
    [InlineData("TRACE", null, 2)]
    [InlineData("PUT", null, 2)]
    [InlineData("DELETE", null, 2)]
    [InlineData("POST", null, 1)]
    [InlineData("PATCH", null, 1)]
    [InlineData("POST", "key-1", 2)]
    [InlineData("PATCH", "key-1", 2)]
    public async Task Only_a_request_that_is_safe_to_repeat_is_retried(string method, string? key, int attempts)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();
        using var request = Some.Request(method, server.Address, idempotencyKey: key);

        using var response = await host.PassBackoffsAsync(host.Client().SendAsync(request, Token));

        Assert.Equal(attempts, server.Received.Count);
        Assert.All(server.Received, received => Assert.Equal(method, received.Method));
    }

    [Theory]
    [InlineData("GET", 2)]
    [InlineData("POST", 1)]
    public async Task A_connection_that_breaks_after_the_request_proves_nothing(string method, int attempts)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Close, Reply.Ok);
        using var host = new ResilientHost();
        using var request = Some.Request(method, server.Address);

        var failure = await Record.ExceptionAsync(() => host.PassBackoffsAsync(host.Client().SendAsync(request, Token)));

        Assert.Equal(attempts, server.Received.Count);
        Assert.Equal(attempts == 1, failure is HttpRequestException);
    }

    [Fact]
    public async Task A_post_whose_connection_was_refused_is_retried()
    {
        await using var server = ScriptedServer.Closed(Reply.Ok);
        using var host = new ResilientHost();

        var call = host.Client().PostAsync(server.Address, new StringContent("order"), Token);
        await Eventually.HoldsAsync(() => host.Time.NextDue < TimeSpan.FromSeconds(5), "the call waits to retry");
        await server.OpenAsync();
        using var response = await host.PassBackoffsAsync(call);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("order"u8.ToArray(), Assert.Single(server.Received).Body);
    }

    [Fact]
    public async Task A_post_whose_tls_handshake_failed_is_retried()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        var attempts = new Some.CountingHandler();
        using var host = new ResilientHost(services => services.AddHttpClient("team").AddHttpMessageHandler(() => attempts));
        var address = new UriBuilder(server.Address) { Scheme = "https" }.Uri;

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() =>
            host.PassBackoffsAsync(host.Client("team").PostAsync(address, null, Token)));

        Assert.Equal(HttpRequestError.SecureConnectionError, failure.HttpRequestError);
        Assert.Equal(4, attempts.Count);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_post_whose_connection_was_reset_before_its_first_use_is_retried()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        var connections = new ResetConnectionHandler();
        using var host = new ResilientHost(services => services.AddHttpClient("team").AddHttpMessageHandler(() => connections));

        using var response = await host.PassBackoffsAsync(host.Client("team").PostAsync(server.Address, null, Token));

        Assert.Equal(2, connections.Attempts);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_post_whose_name_was_not_found_is_retried()
    {
        var lookups = 0;
        using var primary = new SocketsHttpHandler();
        primary.ConnectCallback = (_, _) =>
        {
            lookups++;
            throw new SocketException((int)SocketError.HostNotFound);
        };
        using var host = new ResilientHost(services => services.AddHttpClient("team").ConfigurePrimaryHttpMessageHandler(() => primary));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() =>
            host.PassBackoffsAsync(host.Client("team").PostAsync(new Uri("http://products/"), null, Token)));

        Assert.Equal(HttpRequestError.NameResolutionError, failure.HttpRequestError);
        Assert.Equal(4, lookups);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_post_that_was_turned_away_until_later_is_retried(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(status, "2"), Reply.Ok);
        using var host = new ResilientHost();

        using var response = await host.PassBackoffsAsync(host.Client().PostAsync(server.Address, new StringContent("order"), Token));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["order"u8.ToArray(), "order"u8.ToArray()], server.Received.Select(received => received.Body));
    }

    [Fact]
    public async Task A_post_that_failed_otherwise_is_not_retried_because_the_answer_says_when_to_come_again()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(500, "2"), Reply.Ok);
        using var host = new ResilientHost();

        using var response = await host.PassBackoffsAsync(host.Client().PostAsync(server.Address, new StringContent("order"), Token));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_post_that_was_processed_and_then_sent_on_in_vain_is_not_sent_again(bool isRefused)
    {
        await using var next = isRefused ? ScriptedServer.Closed(Reply.Ok) : await ScriptedServer.StartAsync(Reply.RetryAfter(503, "1"));
        await using var server = await ScriptedServer.StartAsync(Reply.Redirect(next.Address.ToString()));
        using var host = new ResilientHost();

        await Record.ExceptionAsync(() => host.PassBackoffsAsync(host.Client().PostAsync(server.Address, new StringContent("order"), Token)));

        Assert.Single(server.Received);
    }

    /// <summary>Throws once what SocketsHttpHandler throws when it asks a socket that was reset at once for its address: not in an HttpRequestException.</summary>
    private sealed class ResetConnectionHandler : DelegatingHandler
    {
        public int Attempts { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Attempts == 1 ? throw new SocketException((int)SocketError.NotConnected) : base.SendAsync(request, cancellationToken);
    }
}
