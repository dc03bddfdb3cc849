using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

public sealed class DeadlineMiddlewareTests
{
    private const string Header = "X-Request-Timeout-Ms";
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);
    private readonly Work _work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0")]
    [InlineData("-20")]
    public async Task A_request_that_arrives_expired_is_answered_504_unseen(string value)
    {
        await using var service = await DeadlineService.StartAsync(_work.UntilCancelledAsync);

        using var response = await service.GetAsync((Header, value));

        await AssertTimedOutAsync(response);
        Assert.False(_work.Started.IsCompleted);
        Assert.Equal(["expired"], service.Counted);
        Assert.Contains(service.Logs.Lines, line => line.EventId == 3100);
    }

    [Fact]
    public async Task An_expired_grpc_request_is_answered_by_its_status_alone()
    {
        await using var service = await DeadlineService.StartAsync(_work.UntilCancelledAsync);

        using var response = await service.GetAsync(("grpc-timeout", "0m"), ("Content-Type", "application/grpc"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["4"], response.Headers.GetValues("grpc-status"));
        Assert.Equal("", await response.Content.ReadAsStringAsync(Token));
        Assert.False(_work.Started.IsCompleted);
    }

    [Fact]
    public async Task The_token_is_cancelled_at_the_deadline_and_the_answer_is_504_and_no_error()
    {
        await using var service = await DeadlineService.StartAsync(_work.UntilCancelledAsync);

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget - TimeSpan.FromMilliseconds(1));
        Assert.False(_work.Token.IsCancellationRequested);
        service.Time.Advance(TimeSpan.FromMilliseconds(1));
        using var response = await answer;

        await AssertTimedOutAsync(response);
        Assert.Equal(["exceeded cut"], service.Counted);
        Assert.Contains(service.Logs.Lines, line => line.EventId == 3101);
        Assert.Empty(service.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exception_handler_of_the_service_does_not_change_that(bool byOutgoingCall)
    {
        await using var service = await DeadlineService.StartAsync(app =>
        {
            app.UseExceptionHandler(errors => errors.Run(context => context.Response.WriteAsync("of the service")));
            app.MapGet("/", byOutgoingCall ? OutgoingCallAsync : _work.UntilCancelledAsync);
        });

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget);
        _work.Release();
        using var response = await answer;

        await AssertTimedOutAsync(response);
        Assert.Equal(["exceeded cut"], service.Counted);
        Assert.Empty(service.Errors);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.InternalServerError)]
    [InlineData(false, HttpStatusCode.GatewayTimeout)]
    public async Task The_page_of_the_developer_shows_outgoing_calls_and_nothing_else(bool byOutgoingCall, HttpStatusCode status)
    {
        await using var service = await DeadlineService.StartAsync(app =>
        {
            app.UseDeveloperExceptionPage();
            app.MapGet("/", byOutgoingCall ? OutgoingCallAsync : _work.UntilCancelledAsync);
        });

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget);
        _work.Release();
        using var response = await answer;

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task An_outgoing_call_that_ended_by_the_deadline_is_answered_504()
    {
        await using var service = await DeadlineService.StartAsync(OutgoingCallAsync);

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.AdvanceWithoutTimers(Budget);
        _work.Release();
        using var response = await answer;

        await AssertTimedOutAsync(response);
        Assert.Equal(["exceeded cut"], service.Counted);
        Assert.Empty(service.Errors);
    }

    [Fact]
    public async Task What_fails_long_before_the_deadline_stays_an_error()
    {
        await using var service = await DeadlineService.StartAsync(app =>
        {
            app.MapGet("/", OutgoingCallAsync);
            app.MapGet("/cancelled", _ => throw new OperationCanceledException());
        });
        _work.Release();

        using var timedOut = await service.GetAsync((Header, "500"));
        using var cancelled = await service.SendAsync("/cancelled", Token, (Header, "500"));

        Assert.Equal(HttpStatusCode.InternalServerError, timedOut.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, cancelled.StatusCode);
        Assert.Empty(service.Counted);
    }

    [Fact]
    public async Task Work_that_goes_on_past_the_deadline_gives_its_own_answer_and_is_counted()
    {
        await using var service = await DeadlineService.StartAsync(async context =>
        {
            await _work.UntilReleasedAsync(context);
            await context.Response.WriteAsync("late");
        });

        var answer = service.GetTextAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget);
        _work.Release();

        Assert.Equal("late", await answer);
        Assert.Equal(["exceeded late"], service.Counted);
    }

    [Fact]
    public async Task A_response_that_has_started_is_broken_off()
    {
        await using var service = await DeadlineService.StartAsync(async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync(Token);
            await _work.UntilCancelledAsync(context);
        });

        var answer = service.GetTextAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget);

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        await Eventually.HoldsAsync(() => service.Counted.Contains("exceeded late"), "it is counted");
    }

    [Theory]
    [InlineData("Enabled")]
    [InlineData("Deadlines:Enabled")]
    public async Task Switched_off_it_does_nothing(string key)
    {
        await using var service = await DeadlineService.StartAsync(Work.TellRemainingAsync, (key, "false"), ("Deadlines:Default", "00:00:01"));

        Assert.Equal("none", await service.GetTextAsync((Header, "0")));
        Assert.Empty(service.Counted);
    }

    [Fact]
    public async Task A_platform_endpoint_answers_also_a_request_that_arrives_expired()
    {
        await using var service = await DeadlineService.StartAsync(
            app => app.MapGet("/", Work.TellRemainingAsync),
            builder => builder.Services.AddPlatformEndpoint(_ => new PlatformEndpoint(
                "/probe", EndpointPlacement.AllPorts, context => context.Response.WriteAsync("alive"))));

        using var response = await service.SendAsync("/probe", Token, (Header, "0"));

        Assert.Equal("alive", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task The_server_span_says_what_became_of_the_deadline()
    {
        Activity? span = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await DeadlineService.StartAsync(context =>
        {
            span = context.Features.Get<IHttpActivityFeature>()?.Activity;
            return _work.UntilCancelledAsync(context);
        });

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget);
        (await answer).Dispose();

        Assert.Equal("cut", span?.GetTagItem("grocery.resilience.deadline.outcome"));
    }

    private static async Task AssertTimedOutAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(504, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("Gateway Timeout", problem.RootElement.GetProperty("title").GetString());
    }

    // As a call of a client ends whose time is cut to what the deadline leaves.
    private async Task OutgoingCallAsync(HttpContext context)
    {
        await _work.UntilReleasedAsync(context);
        throw new TimeoutRejectedException();
    }
}
