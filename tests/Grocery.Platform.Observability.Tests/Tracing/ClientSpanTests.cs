using System.Diagnostics;
using System.Net;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Observability.Tests.Tracing;

/// <summary>Every attribute of the client span of an HTTP call, and no other: the stable HTTP semantic conventions.</summary>
public sealed class ClientSpanTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, ActivityStatusCode.Unset)]
    [InlineData(404, ActivityStatusCode.Error)]
    [InlineData(503, ActivityStatusCode.Error)]
    public async Task An_answered_call(int status, ActivityStatusCode expected)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(status));

        var span = await CallAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/price?secret=1")));

        Dictionary<string, object?> attributes = new()
        {
            ["http.request.method"] = "GET",
            ["http.response.status_code"] = status,
            ["network.protocol.version"] = "1.1",
            ["server.address"] = "127.0.0.1",
            ["server.port"] = server.Address.Port,
            ["url.full"] = $"{server.Address}price?*",
        };
        if (expected == ActivityStatusCode.Error)
            attributes["error.type"] = $"{status}";
        Expect("GET", expected, attributes, span);
    }

    [Fact]
    public async Task A_call_that_nobody_answers()
    {
        await using var server = ScriptedServer.Closed();

        var span = await CallAsync(new HttpRequestMessage(HttpMethod.Post, server.Address));

        Expect(
            "POST",
            ActivityStatusCode.Error,
            new()
            {
                ["http.request.method"] = "POST",
                ["server.address"] = "127.0.0.1",
                ["server.port"] = server.Address.Port,
                ["url.full"] = $"{server.Address}",
                ["error.type"] = "connection_error",
            },
            span);
    }

    [Fact]
    public async Task A_call_by_a_method_that_nobody_knows()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);

        var span = await CallAsync(new HttpRequestMessage(new HttpMethod("BREW"), server.Address));

        Expect(
            "HTTP",
            ActivityStatusCode.Unset,
            new()
            {
                ["http.request.method"] = "_OTHER",
                ["http.request.method_original"] = "BREW",
                ["http.response.status_code"] = 200,
                ["network.protocol.version"] = "1.1",
                ["server.address"] = "127.0.0.1",
                ["server.port"] = server.Address.Port,
                ["url.full"] = $"{server.Address}",
            },
            span);
    }

    [Fact]
    public async Task A_call_that_is_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        OutgoingAttempt.ResendCount = 2;

        var span = await CallAsync(new HttpRequestMessage(HttpMethod.Get, server.Address));

        Assert.Equal(2, span.GetTagItem("http.request.resend_count"));
    }

    private static async Task<Activity> CallAsync(HttpRequestMessage request)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version11 };
        using (request)
        {
            try
            {
                using var response = await client.SendAsync(request, Stop);
            }
            catch (HttpRequestException)
            {
                // The span says so.
            }
        }

        return Assert.Single(service.Spans.All, span => span.Kind == ActivityKind.Client);
    }

    private static void Expect(string name, ActivityStatusCode status, Dictionary<string, object?> attributes, Activity span)
    {
        Assert.Equal(attributes.OrderBy(tag => tag.Key), span.TagObjects.OrderBy(tag => tag.Key));
        Assert.Equal((name, status), (span.DisplayName, span.Status));
    }
}
