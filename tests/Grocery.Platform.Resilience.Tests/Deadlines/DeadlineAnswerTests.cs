using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

/// <summary>Clients of other libraries wrap what ended their call, as gRPC's does.</summary>
public sealed class DeadlineAnswerTests
{
    private const string Header = "X-Request-Timeout-Ms";
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);
    private readonly Work _work = new();

    public static TheoryData<string, bool> Wrapped { get; } = new(
        from cause in (string[])["call", "calls", "token"]
        from handlesExceptions in (bool[])[false, true]
        select (cause, handlesExceptions));

    [Theory]
    [MemberData(nameof(Wrapped))]
    public async Task What_the_deadline_ended_is_answered_504_also_when_it_is_wrapped(string cause, bool handlesExceptions)
    {
        await using var service = await StartAsync(handlesExceptions, context => Wrap(cause, context.RequestAborted));

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(Budget);
        _work.Release();
        using var response = await answer;

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal(["exceeded cut"], service.Counted);
        Assert.Empty(service.Errors);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task What_the_deadline_did_not_end_stays_an_error(bool isPast, bool handlesExceptions)
    {
        await using var service = await StartAsync(
            handlesExceptions, context => isPast ? new InvalidOperationException() : Wrap("call", context.RequestAborted));

        var answer = service.GetAsync((Header, "500"));
        await _work.Started;
        service.Time.Advance(isPast ? Budget : Budget / 2);
        _work.Release();
        using var response = await answer;

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.NotEmpty(service.Errors);
    }

    private static Exception Wrap(string cause, CancellationToken token) => cause switch
    {
        "call" => new InvalidOperationException("of a client", new HttpRequestException("of another", new TimeoutRejectedException())),
        "calls" => new AggregateException(new InvalidOperationException(), new TimeoutRejectedException()),
        _ => new InvalidOperationException("of a client", new OperationCanceledException(token)),
    };

    private Task<DeadlineService> StartAsync(bool handlesExceptions, Func<HttpContext, Exception> fail) => DeadlineService.StartAsync(app =>
    {
        if (handlesExceptions)
            app.UseExceptionHandler(errors => errors.Run(context => context.Response.WriteAsync("of the service")));

        app.MapGet("/", async context =>
        {
            await _work.UntilReleasedAsync(context);
            throw fail(context);
        });
    });
}
