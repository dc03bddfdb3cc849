using System.Net;
using System.Text.Json;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Tests;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/startup")]
    [InlineData("/metrics")]
    public async Task An_endpoint_answers_without_a_second_line(string path)
    {
        await using var app = StartApp();
        using var client = await app.ListeningAsync();

        await Eventually.HoldsAsync(
            async () => (await client.GetAsync(path)).StatusCode == HttpStatusCode.OK, $"{path} answers 200");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task Several_lines_behave_as_one(string lines)
    {
        await using var callee = await FailingCallee.StartAsync();
        await using var app = StartApp(("LINES", lines), ("Platform__Resilience__Defaults__MaxRetries", "2"), ("Platform__Resilience__Defaults__RetryBaseDelay", "00:00:00.010"));
        using var client = await app.ListeningAsync();

        await client.GetAsync("/hello", TestContext.Current.CancellationToken);
        await client.GetAsync($"/call?url={callee.Address}", TestContext.Current.CancellationToken);
        var metrics = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        await app.SignalAsync("TERM");
        Assert.Equal(0, await app.ExitAsync(TimeSpan.FromSeconds(30)));

        var log = LogLines.Parse(app.Output);
        Assert.Equal(3, callee.Calls);
        Assert.Single(log, line => Message(line) == "hello");
        Assert.Single(log, line => EventId(line) == 6000);
        Assert.Single(log, line => IsRequestLine(line, "/hello"));
        Assert.Single(metrics.Split('\n'), line => line.StartsWith("# TYPE http_server_request_duration_seconds ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_loses_no_line_and_exits_with_0()
    {
        await using var app = StartApp();
        using var client = await app.ListeningAsync();
        await client.GetAsync("/hello", TestContext.Current.CancellationToken);

        await app.SignalAsync("TERM");
        var exitCode = await app.ExitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, exitCode);
        Assert.Empty(app.Error);
        Assert.Contains(LogLines.Parse(app.Output), line => Message(line) == "hello");
    }

    [Fact]
    public async Task A_console_that_is_added_later_prints_nothing_between_the_JSON_lines()
    {
        await using var app = StartApp(("CONSOLE", "true"), ("Logging__Console__LogLevel__Default", "Trace"));
        using var client = await app.ListeningAsync();
        await client.GetAsync("/hello", TestContext.Current.CancellationToken);
        await app.SignalAsync("TERM");
        await app.ExitAsync(TimeSpan.FromSeconds(30));

        Assert.Single(LogLines.Parse(app.Output), line => Message(line) == "hello");
    }

    private static ServiceProcess StartApp(params (string Key, string Value)[] environment) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.TestApp"), environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));

    private static string? Message(JsonElement line) => line.GetProperty("message").GetString();

    private static int EventId(JsonElement line) => line.GetProperty("event_id").GetInt32();

    private static bool IsRequestLine(JsonElement line, string route) =>
        EventId(line) / 1000 == 2 && Message(line)!.Contains(route, StringComparison.Ordinal);

    private sealed class FailingCallee(WebApplication app) : IAsyncDisposable
    {
        private int _calls;

        public int Calls => _calls;

        public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        public static async Task<FailingCallee> StartAsync()
        {
            var callee = new FailingCallee(WebApplication.CreateSlimBuilder().Build());
            callee.Run();
            await callee.StartListeningAsync();
            return callee;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private void Run() => app.Run(context =>
        {
            Interlocked.Increment(ref _calls);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });

        private Task StartListeningAsync()
        {
            app.Urls.Add("http://127.0.0.1:0");
            return app.StartAsync(TestContext.Current.CancellationToken);
        }
    }
}
