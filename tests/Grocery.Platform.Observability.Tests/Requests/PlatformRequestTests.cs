using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Grocery.Platform.Observability.Tests.Requests;

/// <summary>Requests to the platform's own endpoints, on every port and by every protocol.</summary>
public sealed class PlatformRequestTests : IDisposable
{
    private const string Sampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly ActivitySource _team = new("Grocery.Team");
    private readonly int _managementPort = FreePort.Next();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task On_the_service_port_they_are_neither_traced_nor_logged_nor_counted(HttpProtocols protocol)
    {
        await using var service = await StartAsync(protocol);
        using var client = new HttpClient { BaseAddress = service.Client.BaseAddress };

        await GetAsync(client, protocol, "/Probe");
        await GetAsync(client, protocol, "/operators");
        await GetAsync(client, protocol, "/metrics");
        await GetAsync(client, protocol, "/hello");

        await OnlyTheseAreKnownAsync(service, ["/hello"], await GetAsync(client, protocol, "/metrics"));
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task With_a_management_port_nothing_is_that_comes_there(HttpProtocols protocol)
    {
        await using var service = await StartAsync(protocol, ("Platform:Management:Port", _managementPort.ToString(CultureInfo.InvariantCulture)));
        using var client = new HttpClient { BaseAddress = service.Client.BaseAddress };
        using var operators = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_managementPort}") };

        await GetAsync(client, protocol, "/probe");
        await GetAsync(operators, protocol, "/probe");
        await GetAsync(operators, protocol, "/operators");
        await GetAsync(operators, protocol, "/nowhere");
        await GetAsync(operators, protocol, "/hello");

        // These are the service's own.
        await GetAsync(client, protocol, "/operators");
        await GetAsync(client, protocol, "/hello");

        await OnlyTheseAreKnownAsync(service, ["/operators", "/hello"], await GetAsync(operators, protocol, "/metrics"));
    }

    public void Dispose() => _team.Dispose();

    private static async Task OnlyTheseAreKnownAsync(ServiceUnderTest service, string[] paths, string metrics)
    {
        await Eventually.HoldsAsync(() => service.Spans.Servers.Count >= paths.Length, "the server spans");
        Assert.Equal(paths, service.Spans.Servers.Select(span => span.GetTagItem("url.path")));
        Assert.Equal(paths.Length, service.Spans.All.Count(span => span.Kind != ActivityKind.Client));
        Assert.Equal(paths, service.Log.Of("Grocery.Platform.Observability.Request").Select(line => line.GetProperty("attributes").GetProperty("Path").GetString()));
        Assert.Equal(paths.Length, Scrape.Sum(metrics, "http_server_request_duration_seconds_count"));
    }

    private static async Task<string> GetAsync(HttpClient client, HttpProtocols protocol, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Version = protocol == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("traceparent", Sampled);
        using var response = await client.SendAsync(request, Stop);
        return await response.Content.ReadAsStringAsync(Stop);
    }

    private Task<ServiceUnderTest> StartAsync(HttpProtocols protocol, params (string Key, string? Value)[] settings) =>
        ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"),
            builder =>
            {
                builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocol));
                builder.Services.AddPlatformEndpoint(_ => new PlatformEndpoint("/probe", EndpointPlacement.AllPorts, AnswerAsync));
                builder.Services.AddPlatformEndpoint(_ => new PlatformEndpoint("/operators", EndpointPlacement.ManagementPortIfSet, AnswerAsync));
            },
            settings);

    private Task AnswerAsync(HttpContext context)
    {
        using var check = _team.StartActivity("check");
        return context.Response.WriteAsync("ok");
    }
}
