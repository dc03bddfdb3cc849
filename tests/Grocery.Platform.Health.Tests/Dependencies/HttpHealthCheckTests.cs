using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Dependencies;

public sealed class HttpHealthCheckTests
{
    [Fact]
    public async Task A_dependency_that_answers_is_up_and_its_connection_is_kept()
    {
        var requests = new ConcurrentQueue<(string Target, string Connection)>();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            requests.Enqueue(($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}", context.Connection.Id));
            return Reply.Status(204)(context);
        });
        await using var check = new OneCheck(checks => checks.AddHttp("prices", new Uri(server.Address, "health?deep=no")));

        var first = await check.RunAsync();
        var second = await check.RunAsync();

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), (first.Status, second.Status));
        Assert.Equal(["GET /health?deep=no", "GET /health?deep=no"], requests.Select(request => request.Target));
        Assert.Single(requests.Select(request => request.Connection).Distinct());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(404)]
    public async Task Another_status_is_down_after_one_attempt(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(status));

        var entry = await OneCheck.RunAsync(checks => checks.AddHttp("prices", server.Address));

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal($"answered {status}", entry.Description);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_counts_as_the_service_says()
    {
        await using var elsewhere = await ScriptedServer.StartAsync(Reply.Ok);
        await using var server = await ScriptedServer.StartAsync(Reply.Redirect(elsewhere.Address.ToString()));

        var strict = await OneCheck.RunAsync(checks => checks.AddHttp("prices", server.Address));
        var lenient = await OneCheck.RunAsync(checks => checks.AddHttp("prices", server.Address, status => status == HttpStatusCode.Found));

        Assert.Equal("answered 302", strict.Description);
        Assert.Equal(HealthStatus.Healthy, lenient.Status);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task The_headers_are_enough()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.StallBody);

        var entry = await OneCheck.RunAsync(checks => checks.AddHttp("prices", server.Address));

        Assert.Equal(HealthStatus.Healthy, entry.Status);
    }

    [Fact]
    public async Task No_failure_shows_a_secret_of_the_address()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(401));
        var (hold, port) = SilentListener.Refusing();
        using var held = hold;

        var answered = await OneCheck.RunAsync(checks => checks.AddHttp("a", WithSecrets(server.Address.Port)));
        var refused = await OneCheck.RunAsync(checks => checks.AddHttp("b", WithSecrets(port)));
        var unknown = await OneCheck.RunAsync(checks => checks.AddHttp("c", new Uri("http://shop:hunter2@hunter2.invalid/?key=hunter2")));

        Assert.Equal("answered 401", answered.Description);
        Assert.Equal("HttpRequestException, ConnectionError", refused.Description);
        Assert.StartsWith("HttpRequestException, ", unknown.Description, StringComparison.Ordinal);
        Assert.All([answered, refused, unknown], entry =>
        {
            Assert.DoesNotContain("hunter2", entry.Description, StringComparison.Ordinal);
            Assert.Null(entry.Exception);
            Assert.Empty(entry.Data);
        });
    }

    [Fact]
    public async Task User_info_is_sent_as_basic_authentication_and_not_in_the_target()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);

        await OneCheck.RunAsync(checks => checks.AddHttp("prices", new Uri($"http://shop:p%40ss@127.0.0.1:{server.Address.Port}/health")));

        var request = Assert.Single(server.Received);
        Assert.Equal($"Basic {Convert.ToBase64String("shop:p@ss"u8)}", request.Headers["Authorization"]);
        Assert.Equal("/health", request.Path);
    }

    [Fact]
    public async Task A_run_makes_no_span_and_sends_no_trace_context()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        var spans = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,

            // Other tests call other servers at the same time.
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("server.port"), server.Address.Port))
                    spans.Add(span.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var around = new Activity("test").Start();

        await OneCheck.RunAsync(checks => checks.AddHttp("prices", server.Address));

        Assert.False(Assert.Single(server.Received).Headers.ContainsKey("traceparent"));
        Assert.Empty(spans);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends()
    {
        using var listener = new SilentListener();

        await OneCheck.IsCancelledAsync(
            checks => checks.AddHttp("prices", new Uri($"http://127.0.0.1:{listener.Port}/")), listener.HearsAsync);
    }

    [Fact]
    public async Task A_dependency_that_never_answers_turns_readiness_at_the_time_out_of_the_check()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang);
        await using var service = TestService.Create(builder => builder.Services.AddHealthChecks().AddHttp("prices", server.Address));
        await service.App.StartAsync(TestContext.Current.CancellationToken);
        await server.ReceivesAsync(1);

        service.Time.Advance(TestService.Timeout);

        await Eventually.HoldsAsync(() => service.Snapshot.IsComplete, "the check has a result");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        Assert.StartsWith("timed out after", service.Snapshot.Checks[0].Snapshot?.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("ftp://shop:hunter2@prices/")]
    public void An_address_that_is_not_HTTP_is_refused_without_showing_it(string address)
    {
        var exception = Assert.Throws<ArgumentException>(
            nameof(address), () => new OneCheck(checks => checks.AddHttp("prices", new Uri(address, UriKind.RelativeOrAbsolute))));

        Assert.Contains("http:// or https://", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    private static Uri WithSecrets(int port) => new($"http://shop:hunter2@127.0.0.1:{port}/?key=hunter2");
}
