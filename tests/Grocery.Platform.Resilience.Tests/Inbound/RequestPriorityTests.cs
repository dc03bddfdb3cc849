using System.Net;
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

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/own/checks")]
    [InlineData("/branch/livez")]
    [InlineData("/named")]
    [InlineData("/grpc.health.v1.Health/Check")]
    public async Task Health_checks_that_are_no_endpoints_of_their_own_are_known_by_their_path(string path)
    {
        await using var service = await ProtectedService.StartAsync(
            builder =>
            {
                builder.Services.AddHealthChecks();
                builder.Configuration["Platform:Resilience:HealthPaths:0"] = "/own/*";
                builder.Configuration["Platform:Resilience:HealthPaths:1"] = "/branch/LIVEZ";
                builder.Configuration["Platform:Resilience:HealthPaths:2"] = "/named";
            },
            app =>
            {
                app.UseHealthChecks("/healthz").UseHealthChecks("/own/checks");
                app.Map("/branch", branch => branch.UseRouting().UseEndpoints(endpoints => endpoints.MapHealthChecks("/livez")));
                app.MapHealthChecks("/named").WithDisplayName("mine");
                app.MapGet("/grpc.health.v1.Health/Check", () => "SERVING");
            },
            ("Limit", "1"), ("QueueLength", "0"));
        await service.RunAsync("/work/first");

        using var health = await service.SendAsync(path, Token);
        using var other = await service.SendAsync($"/no{path}", Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (health.StatusCode, other.StatusCode));
    }

    [Theory]
    [InlineData("healthz")]
    [InlineData("/*")]
    public async Task A_health_path_that_is_none_stops_the_start(string path)
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => ProtectedService.StartAsync(
            builder => builder.Configuration["Platform:Resilience:HealthPaths:0"] = path, null));

        Assert.StartsWith(
            $"Platform:Resilience:HealthPaths is \"{path}\"", Assert.Single(exception.Problems), StringComparison.Ordinal);
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
        var first = await service.RunAsync("/work/a");
        await service.RunAsync("/work/b");

        // Its answer ends when all is done that its end brings about.
        var low = await service.QueueAsync("/work/Low/low");
        service.End("a");
        await first;
        Assert.Equal((1, 1), (service.Limiter.InFlight, service.Queue.Count));
        service.End("b");
        service.End("low");

        Assert.Equal(HttpStatusCode.OK, (await low).StatusCode);
    }
}
