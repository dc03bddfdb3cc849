using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Tests.Drain;

public class DrainServiceTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_order_to_stop_ends_readiness_at_once_and_requests_are_answered_until_the_window_ends()
    {
        await using var service = await StartAsync();
        service.App.Lifetime.StopApplication();
        var stop = service.App.WaitForShutdownAsync(Cancelled);
        await Eventually.HoldsAsync(() => service.Logs.Lines.Count > 0, "the drain has begun");

        service.Time.Advance(Window - TimeSpan.FromMilliseconds(1));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await service.ProbeAsync("ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("live"));
        using var answer = await service.Client.PostAsync(service.AddressOf("/echo"), new StringContent("hello"), Cancelled);
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.False(stop.IsCompleted);
        Assert.Contains("serving for 00:00:20", Assert.Single(service.Logs.Lines).Message, StringComparison.Ordinal);

        var address = service.AddressOf("/echo");
        service.Time.Advance(TimeSpan.FromMilliseconds(1));
        await stop;
        await Assert.ThrowsAsync<HttpRequestException>(() => service.Client.GetAsync(address, Cancelled));
    }

    [Fact]
    public async Task Readiness_ends_before_the_host_begins_to_stop()
    {
        await using var service = await StartAsync();

        service.App.Lifetime.StopApplication();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
    }

    [Fact]
    public async Task A_host_that_is_stopped_directly_drains_as_well()
    {
        await using var service = await StartAsync();

        var stop = service.App.StopAsync(Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());
        Assert.False(stop.IsCompleted);
        service.Time.Advance(Window);
        await stop;
    }

    [Theory]
    [InlineData("/echo", HttpStatusCode.OK)]
    [InlineData("/broken", HttpStatusCode.InternalServerError)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task During_the_drain_a_kept_connection_is_closed_with_its_next_answer(string path, HttpStatusCode status)
    {
        await using var service = await StartAsync();
        using var before = await service.Client.GetAsync(service.AddressOf(path), Cancelled);
        var connection = await service.Client.GetStringAsync(service.AddressOf("/connection"), Cancelled);
        Assert.Equal(connection, await service.Client.GetStringAsync(service.AddressOf("/connection"), Cancelled));

        service.App.Lifetime.StopApplication();
        using var during = await service.Client.GetAsync(service.AddressOf(path), Cancelled);

        Assert.NotEqual(true, before.Headers.ConnectionClose);
        Assert.Equal((status, true), (during.StatusCode, during.Headers.ConnectionClose));
        Assert.NotEqual(connection, await service.Client.GetStringAsync(service.AddressOf("/connection"), Cancelled));
    }

    [Fact]
    public async Task During_the_drain_a_large_body_still_arrives()
    {
        await using var service = await StartAsync();
        service.App.Lifetime.StopApplication();
        var text = new string('x', 1_000_000);

        using var answer = await service.Client.PostAsync(service.AddressOf("/echo"), new StringContent(text), Cancelled);

        Assert.Equal(text, await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.True(answer.Headers.ConnectionClose);
    }

    [Fact]
    public async Task During_the_drain_http_2_connections_are_asked_to_go_away()
    {
        await using var service = await StartAsync(HttpProtocols.Http2);
        var connection = await GetHttp2Async(service);
        Assert.Equal(connection, await GetHttp2Async(service));

        service.App.Lifetime.StopApplication();

        Assert.Equal(connection, await GetHttp2Async(service));
        await Eventually.HoldsAsync(async () => await GetHttp2Async(service) != connection, "the client opens another connection");
    }

    [Fact]
    public async Task The_window_ends_with_the_token_of_the_shutdown()
    {
        await using var service = await StartAsync();
        using var shutdown = new CancellationTokenSource();
        var stop = service.App.StopAsync(shutdown.Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());

        await shutdown.CancelAsync();

        await Eventually.HoldsAsync(() => stop.IsCompleted, "the host has stopped");
        await Assert.ThrowsAsync<HttpRequestException>(service.ReadyAsync);
    }

    [Theory]
    [InlineData("00:00:00", "00:00:30", 25)]
    [InlineData("00:00:00", "00:00:40", 40)]
    [InlineData("00:00:25", "00:00:30", 30)]
    [InlineData("00:01:00", "00:00:30", 65)]
    [InlineData("00:00:10", "00:00:01", 15)]
    [InlineData("00:01:00", "-00:00:00.001", -0.001)]
    public async Task The_hosts_shutdown_time_out_leaves_room_after_the_window(string window, string configured, double seconds)
    {
        await using var service = TestService.Create(
            builder => builder.Services.Configure<HostOptions>(options =>
                options.ShutdownTimeout = TimeSpan.Parse(configured, System.Globalization.CultureInfo.InvariantCulture)),
            ("Platform:Health:Drain:Window", window));

        Assert.Equal(TimeSpan.FromSeconds(seconds), service.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    private static async Task<string> GetHttp2Async(TestService service)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, service.AddressOf("/connection"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await service.Client.SendAsync(request, Cancelled);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }

    private static async Task<TestService> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var service = TestService.Create(
            builder => builder.WebHost.ConfigureKestrel(options => options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols)),
            ("Platform:Health:Drain:Window", Window.ToString()));
        service.App.MapGet("/connection", (HttpContext context) => context.Connection.Id);
        service.App.MapGet("/echo", () => "hello");
        service.App.MapGet("/broken", string () => throw new InvalidOperationException());
        service.App.MapPost("/echo", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            return await reader.ReadToEndAsync(Cancelled);
        });
        await service.App.StartAsync(Cancelled);
        return service;
    }
}
