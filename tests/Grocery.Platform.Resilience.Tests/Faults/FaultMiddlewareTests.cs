using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Faults;

public sealed class FaultMiddlewareTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/products/{id}", true)]
    [InlineData("/products/7", true)]
    [InlineData("/Products/*", true)]
    [InlineData(null, true)]
    [InlineData("/products/8", false)]
    [InlineData("/orders", false)]
    public async Task A_rule_without_a_client_hits_the_requests_of_its_route(string? route, bool isHit)
    {
        await using var service = await FaultyService.StartAsync(("Faults:Rules:down:Route", route), ("Faults:Rules:down:Status", "503"));

        using var answer = await service.Callers.GetAsync(new Uri("/products/7", UriKind.Relative), Token);

        Assert.Equal(isHit ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(isHit, answer.Headers.Contains("X-Fault-Injected"));
    }

    [Fact]
    public async Task A_rule_for_a_client_leaves_requests_alone()
    {
        await using var service = await FaultyService.StartAsync(("Faults:Rules:down:Client", "*"), ("Faults:Rules:down:Status", "503"));

        Assert.Equal("orders", await service.Callers.GetStringAsync(new Uri("/orders", UriKind.Relative), Token));
    }

    [Fact]
    public async Task A_lost_connection_gives_no_answer()
    {
        await using var service = await FaultyService.StartAsync(("Faults:Rules:cut:Route", "/orders"), ("Faults:Rules:cut:Error", "ConnectionLost"));

        await Assert.ThrowsAsync<HttpRequestException>(() => service.Callers.GetAsync(new Uri("/orders", UriKind.Relative), Token));
        using var other = await service.Callers.GetAsync(new Uri("/products/7", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_latency_delays_its_share_of_the_requests()
    {
        await using var service = await FaultyService.StartAsync(("Faults:Rules:slow:Latency", "00:00:02"), ("Faults:Rules:slow:Share", "0.25"));
        service.Load(0.25, 0.24);

        var notHit = await service.Callers.GetStringAsync(new Uri("/orders", UriKind.Relative), Token);
        var hit = service.Callers.GetStringAsync(new Uri("/orders", UriKind.Relative), Token);
        await Eventually.HoldsAsync(() => service.Time.NextDue == TimeSpan.FromSeconds(2), "the request waits");
        var waits = !hit.IsCompleted;
        service.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(("orders", true, "orders"), (notHit, waits, await hit));
    }

    [Fact]
    public async Task Endpoints_of_the_platform_are_never_hit()
    {
        await using var service = await FaultyService.StartAsync(
            (builder, app) =>
            {
                if (app is null)
                    builder.Services.AddPlatformEndpoint(_ => new PlatformEndpoint("/health/live", EndpointPlacement.AllPorts, context => context.Response.WriteAsync("alive")));
            },
            ("Faults:Rules:down:Status", "503"));

        var probe = await service.Callers.GetStringAsync(new Uri("/health/live", UriKind.Relative), Token);
        using var order = await service.Callers.GetAsync(new Uri("/orders", UriKind.Relative), Token);

        Assert.Equal(("alive", HttpStatusCode.ServiceUnavailable), (probe, order.StatusCode));
        Assert.Equal(1, (await service.RulesAsync())["down"].GetProperty("hits").GetInt64());
    }

    [Fact]
    public async Task Health_checks_of_the_service_are_never_hit()
    {
        await using var service = await FaultyService.StartAsync(
            (builder, app) =>
            {
                if (app is null)
                {
                    builder.Services.AddHealthChecks();
                    return;
                }

                app.UseHealthChecks("/own");
                app.MapHealthChecks("/mapped");
            },
            ("HealthPaths:0", "/own"), ("Faults:Rules:down:Status", "503"), ("Faults:Rules:named:Route", "/mapped"), ("Faults:Rules:named:Status", "503"));

        using var mapped = await service.Callers.GetAsync(new Uri("/mapped", UriKind.Relative), Token);
        using var own = await service.Callers.GetAsync(new Uri("/own", UriKind.Relative), Token);
        using var order = await service.Callers.GetAsync(new Uri("/orders", UriKind.Relative), Token);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (mapped.StatusCode, own.StatusCode, order.StatusCode));
    }
}
