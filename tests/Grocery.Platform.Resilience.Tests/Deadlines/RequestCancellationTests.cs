using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

public sealed class RequestCancellationTests
{
    private const string Header = "X-Request-Timeout-Ms";
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);
    private readonly Work _work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_went_away_cancels_the_token_and_is_no_passed_deadline()
    {
        await using var service = await DeadlineService.StartAsync(async context =>
        {
            await _work.UntilReleasedAsync(context);
            context.RequestAborted.ThrowIfCancellationRequested();
        });
        using var patience = new CancellationTokenSource();

        var answer = service.SendAsync("/", patience.Token, (Header, "500"));
        await _work.Started;
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await Eventually.HoldsAsync(() => _work.Token.IsCancellationRequested, "the token is cancelled");
        service.Time.Advance(Budget);
        _work.Release();
        await service.DisposeAsync();
        Assert.Empty(service.Counted);
    }

    [Fact]
    public async Task The_deadline_of_one_request_does_not_reach_the_next_on_its_connection()
    {
        await using var service = await DeadlineService.StartAsync(app =>
        {
            app.MapGet("/", _work.UntilCancelledAsync);
            app.MapGet("/fast", Work.TellRemainingAsync);
        });

        (await service.SendAsync("/fast", Token, (Header, "200"))).Dispose();
        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget - TimeSpan.FromMilliseconds(1));
        Assert.False(_work.Token.IsCancellationRequested);
        service.Time.Advance(TimeSpan.FromMilliseconds(1));
        using var response = await answer;

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Fact]
    public async Task The_deadline_of_one_request_does_not_reach_what_another_left_behind()
    {
        CancellationToken leftBehind = default;
        await using var service = await DeadlineService.StartAsync(app =>
        {
            app.MapGet("/", _work.UntilCancelledAsync);
            app.MapGet("/fast", context =>
            {
                leftBehind = context.RequestAborted;
                return Task.CompletedTask;
            });
        });

        (await service.SendAsync("/fast", Token, (Header, "500"))).Dispose();
        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget);
        (await answer).Dispose();

        Assert.True(_work.Token.IsCancellationRequested);
        Assert.True(leftBehind.CanBeCanceled);
        Assert.False(leftBehind.IsCancellationRequested);
    }

    [Fact]
    public async Task A_request_without_a_deadline_keeps_the_token_of_the_server()
    {
        CancellationToken? ofServer = null, ofService = null;
        await using var service = await DeadlineService.StartAsync(app => app.MapGet("/", context =>
        {
            ofServer = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;
            ofService = context.RequestAborted;
            return Task.CompletedTask;
        }));

        (await service.GetAsync()).Dispose();

        Assert.NotNull(ofService);
        Assert.Equal(ofServer, ofService);
    }

    [Fact]
    public async Task The_token_of_the_server_is_back_when_the_work_has_ended()
    {
        CancellationToken before = default, after = default;
        await using var service = await DeadlineService.StartAsync(
            app => app.MapGet("/", context =>
            {
                Assert.NotEqual(before, context.RequestAborted);
                return Work.TellRemainingAsync(context);
            }),
            builder => builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new OuterFilter(async (context, next) =>
            {
                before = context.RequestAborted;
                await next(context);
                after = context.RequestAborted;
            }))));

        var remaining = await service.GetTextAsync((Header, "500"));
        await service.DisposeAsync();

        Assert.Equal("500", remaining);
        Assert.NotEqual(CancellationToken.None, before);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task What_throws_when_it_is_cancelled_does_not_end_the_process()
    {
        await using var service = await DeadlineService.StartAsync(async context =>
        {
            using var registration = context.RequestAborted.Register(static () => throw new InvalidOperationException("of the service"));
            await _work.UntilReleasedAsync(context);
        });

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget);
        _work.Release();
        (await answer).Dispose();

        Assert.Contains(service.Logs.Lines, line => line.EventId == 3102);
    }

    /// <summary>Middleware that stands outside that of the platform.</summary>
    private sealed class OuterFilter(Func<HttpContext, RequestDelegate, Task> middleware) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(middleware);
            next(app);
        };
    }
}
