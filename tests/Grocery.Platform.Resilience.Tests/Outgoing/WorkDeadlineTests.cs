using System.Net;
using System.Net.Http.Json;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Http;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class WorkDeadlineTests
{
    private const string Header = "X-Request-Timeout-Ms";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_is_cut_to_what_the_work_has_left_and_the_destination_is_told()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang);
        using var host = new ResilientHost();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(4), host.Time);

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        var end = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        var failure = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal(TimeSpan.FromSeconds(4), end);
        Assert.Equal(TimeSpan.FromSeconds(4), failure.Timeout);
        Assert.Contains("deadline of the work", failure.Message, StringComparison.Ordinal);
        Assert.Equal("4000", Assert.Single(server.Received).Headers[Header]);
    }

    [Fact]
    public async Task Each_attempt_tells_what_is_left_then_and_never_more_than_its_own_time_out()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(503, "3"), Reply.RetryAfter(503, "8"), Reply.Ok);
        using var host = new ResilientHost();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(12), host.Time);

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(3));
        await server.ReceivesAsync(2);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(8));
        (await call).Dispose();

        Assert.Equal(["10000", "9000", "1000"], server.Received.Select(received => received.Headers[Header].ToString()));
    }

    [Fact]
    public async Task A_wait_that_ends_after_the_deadline_of_the_work_is_not_begun()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(503, "4"), Reply.Ok);
        using var host = new ResilientHost();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(4), host.Time);

        using var response = await host.Client().GetAsync(server.Address, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_whose_time_is_over_sends_nothing(bool isSynchronous)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = new ResilientHost();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(4), host.Time);
        host.Time.Advance(TimeSpan.FromSeconds(4));
        using var request = Some.Request("GET", server.Address);

        await Assert.ThrowsAsync<TimeoutRejectedException>(() =>
            isSynchronous ? Task.Run(() => host.Client().Send(request, Token), Token) : host.Client().SendAsync(request, Token));

        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Without_a_deadline_nothing_is_sent_on_nor_by_a_client_that_must_not()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = new ResilientHost(null, ("Clients:foreign:SendDeadline", "false"));

        (await host.Client().GetAsync(server.Address, Token)).Dispose();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(4), host.Time);
        (await host.Client("foreign").GetAsync(server.Address, Token)).Dispose();

        Assert.All(server.Received, received => Assert.False(received.Headers.ContainsKey(Header)));
    }

    [Fact]
    public async Task The_header_has_the_name_that_the_options_give_it()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = new ResilientHost(null, ("Deadlines:Header", "X-Time-Left"));
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(4), host.Time);

        (await host.Client().GetAsync(server.Address, Token)).Dispose();

        Assert.Equal("4000", Assert.Single(server.Received).Headers["X-Time-Left"]);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("stream")]
    [InlineData("buffered")]
    public async Task A_body_that_stalls_ends_with_the_work_however_it_is_read(string way)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.StallBody);
        using var host = new ResilientHost();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(4), host.Time);
        using var client = host.Client();

        var reading = ReadAsync(client, server.Address, way);
        await server.ReceivesAsync(1);
        await Eventually.HoldsAsync(
            () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(1));
                return reading.IsCompleted;
            },
            "the read ends");

        var failure = await Assert.ThrowsAsync<TimeoutRejectedException>(() => reading);
        Assert.Equal(TimeSpan.FromSeconds(4), failure.Timeout);
    }

    [Fact]
    public async Task A_body_that_comes_in_time_arrives_whole_with_its_headers()
    {
        var body = new string('x', 100_000);
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(body);
        });
        using var host = new ResilientHost();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(4), host.Time);
        using var client = host.Client();

        using var buffered = await client.GetAsync(server.Address, Token);
        using var streamed = await client.GetAsync(server.Address, HttpCompletionOption.ResponseHeadersRead, Token);

        Assert.Equal("text/plain", buffered.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await buffered.Content.ReadAsStringAsync(Token));
        Assert.Equal(body, await streamed.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_caller_who_cancels_the_reading_gets_a_cancellation_with_its_own_token()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.StallBody);
        using var host = new ResilientHost();
        using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(4), host.Time);
        using var response = await host.Client().GetAsync(server.Address, HttpCompletionOption.ResponseHeadersRead, Token);
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        using var caller = new CancellationTokenSource();

        var reading = stream.ReadAsync(new byte[1], caller.Token).AsTask();
        await caller.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        var next = await Record.ExceptionAsync(() => stream.ReadAsync(new byte[1], Token).AsTask());

        Assert.Equal(caller.Token, failure.CancellationToken);
        Assert.False(next is TimeoutRejectedException, "Its time is not over.");
    }

    [Fact]
    public async Task Work_that_has_less_time_than_the_destination_usually_takes_does_not_open_the_breaker()
    {
        using var host = new ResilientHost(
            null, ("Defaults:BreakerMinimumThroughput", "200"), ("Defaults:BreakerFailureRatio", "0.01"), ("Defaults:MaxRetries", "0"));
        var hangs = false;
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            host.Time.AdvanceWithoutTimers(TimeSpan.FromSeconds(0.1));
            return hangs ? Reply.Hang(context) : Reply.Ok(context);
        });
        using var client = host.Client();
        for (var call = 0; call < 199; call++)
            (await client.GetAsync(server.Address, Token)).Dispose();

        hangs = true;
        for (var call = 0; call < 10; call++)
        {
            using var work = RequestDeadline.Begin(TimeSpan.FromSeconds(0.05), host.Time);
            var late = client.GetAsync(server.Address, Token);
            await server.ReceivesAsync(200 + call);
            host.Time.Advance(TimeSpan.FromSeconds(0.1));
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => late);
        }

        hangs = false;
        using var response = await client.GetAsync(server.Address, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task ReadAsync(HttpClient client, Uri address, string way)
    {
        switch (way)
        {
            case "text":
                await client.GetStringAsync(address, Token);
                break;
            case "json":
                await client.GetFromJsonAsync<string>(address, Token);
                break;
            case "buffered":
                (await client.GetAsync(address, Token)).Dispose();
                break;
            default:
                using (var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Token))
                    await response.Content.CopyToAsync(Stream.Null, Token);
                break;
        }
    }
}
