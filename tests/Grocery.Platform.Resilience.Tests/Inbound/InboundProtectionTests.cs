using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Grocery.Platform.Resilience.Tests.Inbound;

public sealed class InboundProtectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_the_limit_a_request_waits_until_another_ends()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"));

        var first = await service.RunAsync("/work/first");
        var second = await service.QueueAsync("/work/second");
        Assert.Equal(["first"], service.Started);
        service.End("first");
        service.End("second");

        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second).StatusCode);
        Assert.Equal(["first", "second"], service.Started);
        await Eventually.HoldsAsync(() => service.Limiter.InFlight == 0, "nothing is in flight");
    }

    [Fact]
    public async Task What_is_refused_learns_when_to_come_again()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "0"), ("RetryAfter", "00:00:02.500"));
        await service.RunAsync("/work/first");

        using var refused = await service.SendAsync("/work/second", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(Token));
        Assert.Equal(503, problem.GetProperty("status").GetInt32());
        Assert.Equal(["first"], service.Started);
    }

    [Fact]
    public async Task Grpc_is_told_by_its_own_status()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "0"));
        await service.RunAsync("/work/first");
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri("/work/second", UriKind.Relative))
        {
            Content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc+proto") } },
        };

        using var refused = await service.Client.SendAsync(call, Token);

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal("application/grpc+proto", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["14"], refused.Headers.GetValues("grpc-status"));
        Assert.Equal(["1000"], refused.Headers.GetValues("grpc-retry-pushback-ms"));
        Assert.Empty(await refused.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_wait_ends_by_its_time_out()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueTimeout", "00:00:00.200"));
        await service.RunAsync("/work/first");

        var waiting = await service.QueueAsync("/work/second");
        await service.Time.AdvanceToTimerAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await waiting).StatusCode);
        Assert.Equal(0, service.Queue.Count);
    }

    [Fact]
    public async Task Who_goes_away_leaves_the_queue()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"));
        await service.RunAsync("/work/first");
        using var gone = new CancellationTokenSource();

        var waiting = await service.QueueUntilAsync("/work/second", gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Eventually.HoldsAsync(() => service.Queue.Count == 0, "nobody waits");
        service.End("first");
        await Eventually.HoldsAsync(() => service.Limiter.InFlight == 0, "nothing is in flight");
        Assert.Equal(["first"], service.Started);
    }

    [Fact]
    public async Task What_expires_in_the_queue_leaves_it_and_is_answered_504()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueTimeout", "00:00:10"));
        await service.RunAsync("/work/first");
        service.Client.DefaultRequestHeaders.Add("X-Request-Timeout-Ms", "300");

        var waiting = await service.QueueAsync("/work/second");
        await service.Time.AdvanceToTimerAsync(TimeSpan.FromMilliseconds(300));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await waiting).StatusCode);
        Assert.Equal(0, service.Queue.Count);
        Assert.Equal(["first"], service.Started);
    }

    [Fact]
    public async Task The_newest_goes_first_and_a_full_queue_gives_up_its_oldest()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "2"));
        await service.RunAsync("/work/first");

        var oldest = await service.QueueAsync("/work/oldest");
        var older = await service.QueueAsync("/work/older");
        var newest = service.SendAsync("/work/newest", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await oldest).StatusCode);
        foreach (var name in new[] { "first", "newest", "older" })
            service.End(name);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], (await Task.WhenAll(newest, older)).Select(answer => answer.StatusCode));
        Assert.Equal(["first", "newest", "older"], service.Started);
    }

    [Fact]
    public async Task A_failed_request_makes_room_too()
    {
        await using var service = await ProtectedService.StartAsync(
            null, app => app.Use(next => async context =>
            {
                await next(context);
                throw new InvalidOperationException("wrong");
            }),
            ("Limit", "1"), ("QueueLength", "0"));
        service.End("name");

        using var first = await service.SendAsync("/work/name", Token);
        await Eventually.HoldsAsync(() => service.Limiter.InFlight == 0, "nothing is in flight");
        using var second = await service.SendAsync("/work/name", Token);

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task A_reload_changes_the_limit_at_once()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "0"));
        await service.RunAsync("/work/first");
        using var before = await service.SendAsync("/work/second", Token);

        service.Reload("Limit", "2");
        await service.RunAsync("/work/third");
        using var after = await service.SendAsync("/work/fourth", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, after.StatusCode);
        Assert.Equal(["first", "third"], service.Started);
    }

    [Fact]
    public async Task It_is_off_unless_it_is_switched_on()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "0"), ("Enabled", ""));

        await service.RunAsync("/work/first");
        await service.RunAsync("/work/second");

        Assert.Equal(["first", "second"], service.Started);
    }
}
