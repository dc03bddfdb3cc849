using System.Net;
using System.Net.WebSockets;
using Grocery.Platform.Resilience.Inbound;
using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Resilience.Tests.Inbound;

public sealed class LongRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_that_last_hold_the_adaptive_limit_for_two_seconds_only()
    {
        await using var service = await ProtectedService.StartAsync(
            ("Mode", "Adaptive"), ("Limit", "2"), ("MinLimit", "2"), ("QueueLength", "0"));
        await service.RunAsync("/work/stream-a");
        await service.RunAsync("/work/stream-b");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            service.End($"short-{i}");
            using var answer = await service.SendAsync($"/work/short-{i}", Token);
            statuses.Add(answer.StatusCode);
            service.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
    }

    [Fact]
    public async Task Where_everything_hangs_no_more_than_MaxLimit_are_in_flight()
    {
        await using var service = await ProtectedService.StartAsync(("Mode", "Adaptive"), ("MaxLimit", "50"));

        var counts = new List<int>();
        for (var second = 0; second < 20; second++)
        {
            for (var i = 0; i < 100; i++)
                service.Limiter.TryEnter(RequestPriority.Normal);

            counts.Add(service.Limiter.InFlight);
            service.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((20, 50), (counts[0], counts[^1]));
    }

    [Fact]
    public async Task Minutes_of_overload_beside_streams_never_refuse_everything_for_long()
    {
        await using var service = await ProtectedService.StartAsync(("Mode", "Adaptive"));
        var (limiter, time) = (service.Limiter, service.Time);
        var (refused, longest, streams) = (0, 0, 0);
        var limits = new List<int>();
        for (var step = 0; step < 5 * 60 * 20; step++)
        {
            var start = time.GetTimestamp();
            while (streams < 25 && step % 20 == 0 && limiter.TryEnter(RequestPriority.Normal) is not null)
                streams++;

            var cohorts = Enumerable.Range(0, 250).Select(_ => limiter.TryEnter(RequestPriority.Normal)).OfType<Cohort>().ToList();
            refused = cohorts.Count == 0 ? refused + 1 : 0;
            longest = Math.Max(longest, refused);
            time.Advance(TimeSpan.FromMilliseconds(50));
            foreach (var cohort in cohorts)
                limiter.Leave(cohort, start, hasFailed: false);

            limits.Add(limiter.Limit);
        }

        Assert.Equal(25, streams);

        // It went to its minimum to measure, and came back.
        Assert.Contains(20, limits.SkipWhile(limit => limit < 200));
        Assert.InRange(longest, 0, 2 * 20 + 1);
    }

    [Fact]
    public async Task A_WebSocket_does_not_count_from_when_it_is_accepted()
    {
        await using var service = await ProtectedService.StartAsync(
            null,
            app =>
            {
                app.UseWebSockets();
                app.MapGet("/socket", async context =>
                {
                    if (!context.WebSockets.IsWebSocketRequest)
                        return;

                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    await socket.ReceiveAsync(new byte[1].AsMemory(), context.RequestAborted);
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
                });
            },
            ("Limit", "1"), ("QueueLength", "0"));
        var address = new UriBuilder(service.Client.BaseAddress!) { Scheme = "ws", Path = "/socket" }.Uri;

        using var client = new ClientWebSocket();
        await client.ConnectAsync(address, Token);
        Assert.Equal(0, service.Limiter.InFlight);
        await service.RunAsync("/work/first");
        using var refused = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => refused.ConnectAsync(address, Token));
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        service.End("first");

        await Eventually.HoldsAsync(() => service.Limiter.InFlight == 0, "nothing is in flight, and nothing was counted out twice");
    }
}
