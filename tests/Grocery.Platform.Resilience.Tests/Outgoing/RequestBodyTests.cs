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
        { "json of a list", 2 },
        { "json of a set", 2 },
        { "json of what is read once", 1 },
        { "json of what is read once asynchronously", 1 },
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
    public async Task A_body_that_cannot_be_read_is_not_held_against_the_destination()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = new ResilientHost(null, ("Defaults:BreakerMinimumThroughput", "2"));
        using var client = host.Client();

        for (var call = 0; call < 5; call++)
        {
            using var content = new StreamContent(new BrokenStream());
            content.Headers.ContentLength = 10;
            await Assert.ThrowsAsync<HttpRequestException>(() => client.PutAsync(server.Address, content, Token));
        }

        using var response = await client.GetAsync(server.Address, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(server.Received);
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
        "json of a list" => JsonContent.Create(new List<int> { 1, 2 }),
        "json of a set" => JsonContent.Create(new HashSet<int> { 1, 2 }),
        "json of what is read once" => JsonContent.Create(Enumerable.Range(1, 2).Where(number => number > 0)),
        "json of what is read once asynchronously" => JsonContent.Create(Enumerable.Range(1, 2).ToAsyncEnumerable()),
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

    /// <summary>A stream that fails when it is read.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The file is gone.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The file is gone.");
    }
}
