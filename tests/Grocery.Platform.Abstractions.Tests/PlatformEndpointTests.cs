using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Abstractions.Tests;

public sealed class PlatformEndpointTests : IAsyncDisposable
{
    private readonly int _servicePort = FreePort.Next();
    private readonly int _managementPort = FreePort.Next();
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    [Fact]
    public async Task Without_a_management_port_the_service_port_answers_everything()
    {
        await StartAsync();

        Assert.Equal((HttpStatusCode.OK, "probe"), await GetAsync(_servicePort, "/probe"));
        Assert.Equal((HttpStatusCode.OK, "operators"), await GetAsync(_servicePort, "/operators"));
        Assert.Equal((HttpStatusCode.OK, "service"), await GetAsync(_servicePort, "/service"));
    }

    [Theory]
    [InlineData("addresses")]
    [InlineData("kestrel-section")]
    public async Task With_a_management_port_operators_use_it_and_probes_answer_on_both(string style)
    {
        await StartAsync(managementPort: _managementPort, style: style);

        Assert.Equal((HttpStatusCode.OK, "probe"), await GetAsync(_servicePort, "/probe"));
        Assert.Equal((HttpStatusCode.OK, "probe"), await GetAsync(_managementPort, "/probe"));
        Assert.Equal((HttpStatusCode.OK, "operators"), await GetAsync(_managementPort, "/operators"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(_servicePort, "/operators")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(_managementPort, "/service")).Status);
    }

    [Fact]
    public async Task A_forged_host_header_does_not_reach_the_operators_endpoints()
    {
        await StartAsync(managementPort: _managementPort);

        var (status, _) = await GetAsync(_servicePort, "/operators", host: $"127.0.0.1:{_managementPort}");

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task A_probe_is_answered_whatever_hosts_the_service_allows()
    {
        await StartAsync(settings: ("AllowedHosts", "shop.example"));

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(_servicePort, "/probe", host: "10.0.0.7")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync(_servicePort, "/service", host: "10.0.0.7")).Status);
    }

    [Fact]
    public async Task Only_GET_and_HEAD_are_allowed_and_nothing_is_cached()
    {
        await StartAsync();

        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Address(_servicePort, "/probe")), TestContext.Current.CancellationToken);
        using var post = await _client.PostAsync(Address(_servicePort, "/probe"), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(head.Headers.CacheControl?.NoStore);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(["GET", "HEAD"], post.Content.Headers.Allow);
    }

    [Fact]
    public async Task An_endpoint_may_take_other_methods()
    {
        await StartAsync();

        using var put = await _client.PutAsync(Address(_servicePort, "/switch"), null, TestContext.Current.CancellationToken);
        using var delete = await _client.DeleteAsync(Address(_servicePort, "/switch"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, delete.StatusCode);
        Assert.Equal(["GET", "PUT"], delete.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_management_port_that_the_service_uses_itself_stops_the_start()
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => StartAsync(managementPort: _servicePort));

        Assert.StartsWith($"Platform:Management:Port is \"{_servicePort}\"", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_management_port_that_endpoints_in_code_keep_closed_stops_the_start()
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => StartAsync(managementPort: _managementPort, style: "code"));

        Assert.Contains($"options.ListenAnyIP({_managementPort})", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("http")]
    public async Task A_management_port_out_of_range_stops_the_start(string port)
    {
        var exception = await Assert.ThrowsAnyAsync<PlatformConfigurationException>(() => StartAsync(settings: ("Platform:Management:Port", port)));

        Assert.Contains("a whole number from 1 to 65535", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private static Uri Address(int port, string path) => new($"http://127.0.0.1:{port}{path}");

    private async Task StartAsync(int? managementPort = null, string style = "addresses", params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        if (managementPort is { } port)
            builder.Configuration["Platform:Management:Port"] = port.ToString(CultureInfo.InvariantCulture);
        if (style == "addresses")
            builder.WebHost.UseUrls($"http://127.0.0.1:{_servicePort}");
        else if (style == "code")
            builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, _servicePort));
        else
            builder.Configuration["Kestrel:Endpoints:Http:Url"] = $"http://127.0.0.1:{_servicePort}";

        builder.Services.AddPlatformEndpoint(_ => Endpoint("/probe", EndpointPlacement.AllPorts));
        builder.Services.AddPlatformEndpoint(_ => Endpoint("/operators", EndpointPlacement.ManagementPortIfSet));
        builder.Services.AddPlatformEndpoint(_ => Endpoint("/switch", EndpointPlacement.ManagementPortIfSet) with { Methods = ["GET", "PUT"] });
        _app = builder.Build();
        _app.MapGet("/service", () => "service");
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    private static PlatformEndpoint Endpoint(string path, EndpointPlacement placement) =>
        new(path, placement, context => context.Response.WriteAsync(path[1..]));

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(int port, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(port, path));
        request.Headers.Host = host;
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
