using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

/// <summary>With <c>[RequestTimeout]</c> and its kin, whose own timer runs on the system's clock.</summary>
public sealed class EndpointDeadlineMiddlewareTests
{
    private const string Header = "X-Request-Timeout-Ms";
    private readonly Work _work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/attribute", null, "300000")]
    [InlineData("/attribute", "500", "500")]
    [InlineData("/attribute", "400000", "300000")]
    [InlineData("/named", null, "200000")]
    [InlineData("/policy", null, "100000")]
    [InlineData("/default", null, "400000")]
    [InlineData("/unknown", null, "400000")]
    [InlineData("/disabled", null, "none")]
    [InlineData("/disabled", "500", "500")]
    public async Task The_time_out_of_an_endpoint_is_its_deadline_when_it_is_shorter(string path, string? header, string milliseconds)
    {
        await using var service = await StartAsync();

        var remaining = await RemainingAsync(service, path, header);

        Assert.Equal(milliseconds, remaining);
    }

    [Theory]
    [InlineData("/attribute", "300000")]
    [InlineData("/disabled", "none")]
    [InlineData("/endless", "none")]
    [InlineData("/without", "none")]
    [InlineData("/default", "1000")]
    public async Task What_an_endpoint_says_replaces_the_default_of_the_platform(string path, string milliseconds)
    {
        await using var service = await StartAsync(settings: ("Deadlines:Default", "00:00:01"));

        var remaining = await RemainingAsync(service, path, null);

        Assert.Equal(milliseconds, remaining);
    }

    [Fact]
    public async Task A_deadline_that_an_endpoint_replaced_cancels_nothing()
    {
        await using var service = await DeadlineService.StartAsync(
            app => app.MapGet("/", async context =>
            {
                await _work.UntilReleasedAsync(context);
                await context.Response.WriteAsync($"{context.RequestAborted.IsCancellationRequested}");
            }).DisableRequestTimeout(),
            null,
            ("Deadlines:Default", "00:00:01"));

        var answer = service.GetTextAsync();
        await _work.Started;
        service.Time.Advance(TimeSpan.FromSeconds(2));
        _work.Release();

        Assert.Equal("False", await answer);
        Assert.Empty(service.Counted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_holds_wherever_the_routing_stands(bool routesItself)
    {
        await using var service = await StartAsync(routesItself);

        var remaining = await RemainingAsync(service, "/attribute", null);

        Assert.Equal("300000", remaining);
    }

    [Fact]
    public async Task The_time_out_of_ASP_NET_Core_cancels_when_it_is_shorter_than_the_deadline()
    {
        await using var service = await DeadlineService.StartAsync(
            app =>
            {
                app.UseRequestTimeouts();
                app.MapGet("/", _work.UntilCancelledAsync).WithRequestTimeout(new RequestTimeoutPolicy
                {
                    Timeout = TimeSpan.FromMilliseconds(50),
                    TimeoutStatusCode = 503,
                });
            },
            builder => builder.Services.AddRequestTimeouts());

        using var response = await service.GetAsync((Header, "60000"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(service.Counted);
    }

    [Fact]
    public async Task The_deadline_cancels_when_it_is_shorter_than_the_time_out_of_ASP_NET_Core()
    {
        await using var service = await DeadlineService.StartAsync(
            app =>
            {
                app.UseRequestTimeouts();
                app.MapGet("/", _work.UntilCancelledAsync).WithRequestTimeout(TimeSpan.FromMinutes(5));
            },
            builder => builder.Services.AddRequestTimeouts());

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(TimeSpan.FromMilliseconds(500));
        using var response = await answer;

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal(["exceeded cut"], service.Counted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_outgoing_call_that_ended_by_it_is_answered_as_the_policy_says(bool handlesExceptions)
    {
        var policy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromMinutes(5),
            TimeoutStatusCode = 503,
            WriteTimeoutResponse = context => context.Response.WriteAsync("of the policy"),
        };
        await using var service = await DeadlineService.StartAsync(app =>
        {
            if (handlesExceptions)
                app.UseExceptionHandler(errors => errors.Run(context => context.Response.WriteAsync("of the handler")));

            app.MapGet("/", OutgoingCallAsync).WithRequestTimeout(policy);
        });

        var answer = service.GetAsync();
        await _work.Started;
        service.Time.Advance(TimeSpan.FromMinutes(5));
        _work.Release();
        using var response = await answer;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("of the policy", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(["exceeded cut"], service.Counted);
        Assert.Empty(service.Errors);
    }

    [Fact]
    public async Task An_outgoing_call_that_ended_by_it_is_answered_504_when_no_policy_says_otherwise()
    {
        await using var service = await DeadlineService.StartAsync(
            app => app.MapGet("/", OutgoingCallAsync).WithRequestTimeout(TimeSpan.FromMinutes(5)));

        var answer = service.GetAsync();
        await _work.Started;
        service.Time.Advance(TimeSpan.FromMinutes(5));
        _work.Release();
        using var response = await answer;

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static Task<DeadlineService> StartAsync(bool routesItself = false, params (string Key, string Value)[] settings) =>
        DeadlineService.StartAsync(
            app =>
            {
                if (routesItself)
                    app.UseRouting();

                app.UseRequestTimeouts();
                app.MapGet("/attribute", Work.TellRemainingAsync).WithMetadata(new RequestTimeoutAttribute(300_000));
                app.MapGet("/named", Work.TellRemainingAsync).WithRequestTimeout("slow");
                app.MapGet("/policy", Work.TellRemainingAsync).WithRequestTimeout(TimeSpan.FromSeconds(100));
                app.MapGet("/default", Work.TellRemainingAsync);
                app.MapGet("/disabled", Work.TellRemainingAsync).WithRequestTimeout("slow").DisableRequestTimeout();
                app.MapGet("/endless", Work.TellRemainingAsync).WithRequestTimeout(Timeout.InfiniteTimeSpan);
                app.MapGet("/without", Work.TellRemainingAsync).WithRequestTimeout(new RequestTimeoutPolicy());
                app.MapFallback(Work.TellRemainingAsync);
            },
            builder => builder.Services.AddRequestTimeouts(options =>
            {
                options.AddPolicy("slow", TimeSpan.FromSeconds(200));
                options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(400) };
            }),
            settings);

    private static async Task<string> RemainingAsync(DeadlineService service, string path, string? header)
    {
        using var response = header is null
            ? await service.SendAsync(path, Token)
            : await service.SendAsync(path, Token, (Header, header));
        return await response.Content.ReadAsStringAsync(Token);
    }

    private async Task OutgoingCallAsync(HttpContext context)
    {
        await _work.UntilReleasedAsync(context);
        throw new TimeoutRejectedException();
    }
}
