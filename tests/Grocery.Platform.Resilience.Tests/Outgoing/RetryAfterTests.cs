using System.Globalization;
using System.Net;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class RetryAfterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_number_of_seconds_is_waited_out(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(status, "7"), Reply.Ok);
        using var host = new ResilientHost();

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        var wait = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(9));
        using var response = await call;

        Assert.Equal(TimeSpan.FromSeconds(7), wait);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_date_is_waited_for()
    {
        using var host = new ResilientHost();
        var date = (host.Time.GetUtcNow() + TimeSpan.FromSeconds(8)).ToString("r", CultureInfo.InvariantCulture);
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(503, date), Reply.Ok);

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        var wait = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(9));
        using var response = await call;

        Assert.Equal(TimeSpan.FromSeconds(8), wait);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("120")]
    [InlineData("Thu, 01 Jan 2026 00:02:00 GMT")]
    public async Task A_wait_that_ends_after_the_deadline_is_not_begun(string value)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(503, value), Reply.Ok);
        using var host = new ResilientHost();

        using var response = await host.Client().GetAsync(server.Address, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task The_wait_must_fit_in_what_earlier_attempts_have_left()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(503, "20"), Reply.RetryAfter(503, "20"), Reply.Ok);
        using var host = new ResilientHost();

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await Eventually.HoldsAsync(() => host.Time.NextDue == TimeSpan.FromSeconds(20), "the call waits to retry");
        host.Time.Advance(TimeSpan.FromSeconds(20));
        using var response = await call;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(2, server.Received.Count);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Thu, 01 Jan 2015 00:00:00 GMT")]
    public async Task A_wait_that_is_over_leaves_the_usual_one(string value)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(503, value), Reply.Ok);
        using var host = new ResilientHost();

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        var wait = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        using var response = await call;

        Assert.True(wait > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
