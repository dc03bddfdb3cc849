using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Inbound;

public sealed class RequestPriorityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Critical_requests_pass_a_limit_that_is_reached_and_count()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "0"));
        await service.RunAsync("/work/first");

        await service.RunAsync("/work/Critical/second");

        Assert.Equal(2, service.Limiter.InFlight);
    }

    [Fact]
    public async Task Exempt_requests_do_not_count()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "0"));

        await service.RunAsync("/work/Exempt/stream");
        await service.RunAsync("/work/first");
        await service.RunAsync("/work/Exempt/another");

        Assert.Equal(1, service.Limiter.InFlight);
    }

    [Fact]
    public async Task Low_requests_get_three_quarters_of_the_limit()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "4"), ("QueueLength", "0"));
        foreach (var name in new[] { "a", "b", "c" })
            await service.RunAsync($"/work/Low/{name}");

        using var low = await service.SendAsync("/work/Low/d", Token);
        await service.RunAsync("/work/Normal/e");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, low.StatusCode);
        Assert.Equal(["a", "b", "c", "e"], service.Started);
    }

    [Fact]
    public async Task The_more_important_goes_first_and_takes_the_place_of_the_less_important()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "2"));
        await service.RunAsync("/work/first");

        var low = await service.QueueAsync("/work/Low/low");
        var high = await service.QueueAsync("/work/High/high");
        var normal = service.SendAsync("/work/Normal/normal", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await low).StatusCode);
        using var lowAgain = await service.SendAsync("/work/Low/again", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, lowAgain.StatusCode);
        foreach (var name in new[] { "first", "high", "normal" })
            service.End(name);

        await Task.WhenAll(high, normal);
        Assert.Equal(["first", "high", "normal"], service.Started);
    }

    [Fact]
    public async Task Health_checks_and_the_endpoints_of_the_platform_are_always_answered()
    {
        await using var service = await ProtectedService.StartAsync(
            builder =>
            {
                builder.Services.AddHealthChecks();
                builder.Services.AddPlatformEndpoint(_ => new PlatformEndpoint(
                    "/own", EndpointPlacement.AllPorts, context => context.Response.WriteAsync("own", Token)));
            },
            app => app.MapHealthChecks("/healthz"),
            ("Limit", "1"), ("QueueLength", "0"));
        await service.RunAsync("/work/first");

        using var health = await service.SendAsync("/healthz", Token);
        using var own = await service.SendAsync("/own", Token);
        using var other = await service.SendAsync("/work/second", Token);

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, other.StatusCode);
    }

    [Fact]
    public async Task The_priority_nearest_to_the_endpoint_counts()
    {
        await using var service = await ProtectedService.StartAsync(
            null,
            app =>
            {
                var group = app.MapGroup("/group").WithRequestPriority(RequestPriority.Critical);
                group.MapGet("/critical", () => "answer");
                group.MapGet("/normal", () => "answer").WithRequestPriority(RequestPriority.Normal);
                app.MapGet("/attribute", [RequestPriority(RequestPriority.Critical)] () => "answer");
            },
            ("Limit", "1"), ("QueueLength", "0"));
        await service.RunAsync("/work/first");

        using var critical = await service.SendAsync("/group/critical", Token);
        using var normal = await service.SendAsync("/group/normal", Token);
        using var attribute = await service.SendAsync("/attribute", Token);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK),
            (critical.StatusCode, normal.StatusCode, attribute.StatusCode));
    }

    [Fact]
    public async Task A_low_request_that_waits_is_let_in_when_there_is_room_for_its_priority()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "2"));
        await service.RunAsync("/work/a");
        await service.RunAsync("/work/b");

        var low = await service.QueueAsync("/work/Low/low");
        service.End("a");
        await Eventually.HoldsAsync(() => service.Limiter.InFlight == 1, "a has ended");
        Assert.Equal(1, service.Queue.Count);
        service.End("b");
        service.End("low");

        Assert.Equal(HttpStatusCode.OK, (await low).StatusCode);
    }
}
