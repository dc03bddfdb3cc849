using System.Net;
using System.Net.Http.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class RequestBodyTests
{
    private const int Large = 200_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Bodies => new()
    {
        { "text", 2 },
        { "json", 2 },
        { "form parts", 2 },
        { "seekable stream", 2 },
        { "large seekable stream", 2 },
        { "small one-way stream of known length", 2 },
        { "large one-way stream of known length", 1 },
        { "one-way stream of unknown length", 1 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_is_sent_whole_each_time_or_only_once(string body, int attempts)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();
        using var content = Create(body);
        using var request = Some.Request("PUT", server.Address, content);

        using var response = await host.PassBackoffsAsync(host.Client().SendAsync(request, Token));

        Assert.Equal(attempts, server.Received.Count);
        Assert.NotEmpty(server.Received[0].Body);
        Assert.All(server.Received, received => Assert.Equal(server.Received[0].Body, received.Body));
    }

    [Fact]
    public async Task A_stream_continues_where_it_stood()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();
        var stream = new MemoryStream("skipped-sent"u8.ToArray()) { Position = 8 };

        using var response = await host.PassBackoffsAsync(host.Client().PutAsync(server.Address, new StreamContent(stream), Token));

        Assert.Equal(2, server.Received.Count);
        Assert.All(server.Received, received => Assert.Equal("sent"u8.ToArray(), received.Body));
    }

    [Fact]
    public async Task A_redirect_before_the_failure_does_not_change_the_retry()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Redirect("/elsewhere"), Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();
        using var request = Some.Request("POST", new Uri(server.Address, "/orders"), new StringContent("order"), "key-1");

        using var response = await host.PassBackoffsAsync(host.Client().SendAsync(request, Token));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["POST /orders", "GET /elsewhere", "POST /orders"],
            server.Received.Select(received => $"{received.Method} {received.Path}"));
        Assert.Equal(server.Received[0].Body, server.Received[2].Body);
    }

    private static HttpContent Create(string body) => body switch
    {
        "text" => new StringContent("text"),
        "json" => JsonContent.Create(new { Product = "apple", Count = 3 }),
        "form parts" => new MultipartFormDataContent("boundary") { { new StringContent("value"), "name" } },
        "seekable stream" => new StreamContent(new MemoryStream(Bytes(100))),
        "large seekable stream" => new StreamContent(new MemoryStream(Bytes(Large))),
        "small one-way stream of known length" => OneWay(100, lengthKnown: true),
        "large one-way stream of known length" => OneWay(Large, lengthKnown: true),
        _ => OneWay(100, lengthKnown: false),
    };

    private static StreamContent OneWay(int length, bool lengthKnown)
    {
        var content = new StreamContent(new Some.OneWayStream(Bytes(length)));
        if (lengthKnown)
            content.Headers.ContentLength = length;
        return content;
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];
}
