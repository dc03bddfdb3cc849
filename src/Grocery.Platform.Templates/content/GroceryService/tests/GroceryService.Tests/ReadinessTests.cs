using System.Diagnostics;
using System.Net;
using Grocery.Platform.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;

namespace ServiceRootNamespace.Tests;

/// <summary>What makes the service ready for production.</summary>
public sealed class ReadinessTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/startup")]
    [InlineData("/health/ready")]
    public async Task The_probes_answer(string path)
    {
        await using var service = new WebApplicationFactory<Program>();
        using var client = await service.StartAsync();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_request_is_traced_and_measured_by_its_route()
    {
        var spans = new SpanCapture();
        using var metrics = new MetricCapture();
        await using var service = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web.ConfigureTestServices(services =>
        {
            spans.AddTo(services);
            metrics.AddTo(services);
        }));
        using var client = await service.StartAsync();

        using var answer = await client.GetAsync(new Uri($"/items/{Guid.NewGuid()}", UriKind.Relative), TestContext.Current.CancellationToken);

        var span = await spans.ExpectSoonAsync(
            span => span.Kind == ActivityKind.Server && span.DisplayName.Contains("items", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("GET /items/{id:guid}", span.DisplayName);
        await metrics.ExpectSoonAsync(
            item => item.Instrument == "http.server.request.duration" && Equals(item.Tags.GetValueOrDefault("http.route"), "/items/{id:guid}"),
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Its_settings_can_come_from_the_Parameter_Store()
    {
        await using var store = await FakeParameterStore.StartAsync();
        store.Put("/grocery/test/service-slug/Greeting", "hello");
        await using var service = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            foreach (var (key, value) in store.SettingsFor("service-slug", "test"))
                web.UseSetting(key, value);
        });

        service.StartServer();

        Assert.Contains(store.Calls, call => call.Path == "/grocery/test/service-slug/");
    }

    [Fact]
    public async Task A_setting_that_is_wrong_stops_the_start()
    {
        await using var service = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
            web.UseSetting("Platform:Health:Drain:Window", "soon"));

        Assert.Contains("Platform:Health:Drain:Window", Assert.ThrowsAny<Exception>(service.StartServer).Message, StringComparison.Ordinal);
    }
}
