using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Observability.Tests.Tracing;

public sealed class SamplingTests
{
    private const string Ratio = "Platform:Observability:Sampling:Ratio";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_ratio_takes_effect_without_a_restart()
    {
        await using var service = await StartAsync("0");
        await GetAsync(service, "/before");

        Reload(service, "1");
        await GetAsync(service, "/after");

        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        Assert.Equal("GET /after", Assert.Single(service.Spans.Servers).DisplayName);
    }

    [Fact]
    public async Task A_ratio_that_is_removed_leaves_the_sampler_of_the_environment()
    {
        await using var service = await StartAsync("1", ("OTEL_TRACES_SAMPLER", "always_off"));

        Reload(service, null);
        await GetAsync(service, "/before");
        Reload(service, "1");
        await GetAsync(service, "/after");

        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        Assert.Equal("GET /after", Assert.Single(service.Spans.Servers).DisplayName);
    }

    [Fact]
    public async Task A_ratio_that_is_invalid_after_a_reload_leaves_the_last_good_one()
    {
        await using var service = await StartAsync("1");

        Reload(service, "7");
        await GetAsync(service, "/after");

        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        Assert.Single(service.Spans.Servers);
        var line = Assert.Single(service.Log.Of("Grocery.Platform.Abstractions"));
        Assert.Equal(1000, line.GetProperty("event_id").GetInt32());
        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        Assert.Equal(1, Scrape.Sum(text, "grocery_options_rejected"));
    }

    [Fact]
    public async Task A_ratio_in_between_samples_some_traces()
    {
        await using var service = await StartAsync("0.5");

        for (var i = 0; i < 100; i++)
            await GetAsync(service, "/before");
        Reload(service, "1");
        await GetAsync(service, "/after");

        await Eventually.HoldsAsync(() => service.Spans.Servers.Any(span => span.DisplayName == "GET /after"), "the last server span");
        Assert.InRange(service.Spans.Servers.Count, 11, 91);
    }

    [Theory]
    [InlineData("always_on")]
    [InlineData("traceidratio")]
    public async Task What_a_platform_endpoint_does_is_not_traced_whatever_the_sampler(string sampler)
    {
        using var team = new System.Diagnostics.ActivitySource("Grocery.Team");
        await using var service = await ServiceUnderTest.StartAsync(
            add: builder => builder.Services.AddPlatformEndpoint(_ => new PlatformEndpoint("/probe", EndpointPlacement.AllPorts, _ =>
            {
                team.StartActivity("check")?.Dispose();
                return Task.CompletedTask;
            })),
            settings: ("OTEL_TRACES_SAMPLER", sampler));

        await GetAsync(service, "/probe");
        await GetAsync(service, "/other");

        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        Assert.Equal("GET", Assert.Single(service.Spans.All).DisplayName);
    }

    private static Task<ServiceUnderTest> StartAsync(string ratio, params (string Key, string? Value)[] settings) => ServiceUnderTest.StartAsync(
        app =>
        {
            app.MapGet("/before", () => "before");
            app.MapGet("/after", () => "after");
        },
        settings: [(Ratio, ratio), .. settings]);

    private static async Task GetAsync(ServiceUnderTest service, string path)
    {
        // No span of this process above the request: the service decides alone.
        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = service.Client.BaseAddress };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
    }

    private static void Reload(ServiceUnderTest service, string? ratio)
    {
        service.App.Configuration[Ratio] = ratio;
        ((IConfigurationRoot)service.App.Configuration).Reload();
    }
}
