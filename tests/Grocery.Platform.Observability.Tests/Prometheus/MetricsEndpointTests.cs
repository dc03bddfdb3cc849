using System.Diagnostics.Metrics;
using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Tests.Prometheus;

public sealed class MetricsEndpointTests
{
    private static readonly Uri Path = new("/metrics", UriKind.Relative);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promtool_accepts_every_metric_of_the_runtime_the_server_the_client_and_a_team()
    {
        using var meter = new Meter("Team.Orders", "1.0");
        await using var service = await StartAsync("Team.Orders");
        RecordOneOfEachKind(meter);
        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);
        GC.Collect();

        var response = await service.Client.GetAsync(Path, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("dotnet_assembly_count_value", text, StringComparison.Ordinal);
        Assert.Contains("kestrel_active_connections", text, StringComparison.Ordinal);
        Assert.Contains("http_client_request_duration_seconds_bucket", text, StringComparison.Ordinal);
        var (code, output) = await CheckByPromtoolAsync(text);
        Assert.True(code == 0, $"promtool check metrics: exit {code}\n{output}\n{text}");
    }

    [Fact]
    public async Task The_values_are_those_that_a_plain_meter_recorded()
    {
        using var meter = new Meter("Team.Orders", "1.0");
        await using var service = await StartAsync("Team.Orders");
        RecordOneOfEachKind(meter);

        var text = await service.Client.GetStringAsync(Path, Stop);

        const string scope = "otel_scope_name=\"Team.Orders\",otel_scope_version=\"1.0\"";
        Assert.Equal([($"{{shop=\"berlin\",{scope}}}", 5d), ($"{{shop=\"ulm\",{scope}}}", 2d)], Scrape.Samples(text, "team_orders_total"));
        Assert.Equal(-2.5, Assert.Single(Scrape.Samples(text, "team_debt")).Value);
        Assert.Equal(36.6, Assert.Single(Scrape.Samples(text, "team_temperature_celsius")).Value);
        Assert.Equal(
            [("{" + scope + ",le=\"0.1\"}", 1d), ("{" + scope + ",le=\"2.5\"}", 2d), ("{" + scope + ",le=\"+Inf\"}", 3d)],
            Scrape.Samples(text, "team_wait_seconds_bucket"));
        Assert.Equal(11.05, Assert.Single(Scrape.Samples(text, "team_wait_seconds_sum")).Value);
        Assert.Equal(3, Assert.Single(Scrape.Samples(text, "team_wait_seconds_count")).Value);
        Assert.Equal(double.PositiveInfinity, Assert.Single(Scrape.Samples(text, "team_ceiling")).Value);
        Assert.True(double.IsNaN(Assert.Single(Scrape.Samples(text, "team_unknown")).Value));
        Assert.Contains("# HELP team_orders_total Orders \\\\ by shop\\nand day\n# TYPE team_orders_total counter\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Label_values_are_escaped_and_names_made_valid()
    {
        using var meter = new Meter("Grocery.Escape");
        await using var service = await StartAsync();
        meter.CreateCounter<long>("escape.test").Add(
            1, new("user.name", "a\"b\\c\nd"), new("user_name", "twin"), new("9 lives", true), new("le", 4.5), new("none", null));

        var text = await service.Client.GetStringAsync(Path, Stop);

        var sample = Assert.Single(Scrape.Samples(text, "escape_test_total"));
        Assert.Contains("user_name=\"a\\\"b\\\\c\\nd;twin\"", sample.Labels, StringComparison.Ordinal);
        Assert.Contains("_9_lives=\"true\"", sample.Labels, StringComparison.Ordinal);
        Assert.Contains("_le=\"4.5\"", sample.Labels, StringComparison.Ordinal);
        Assert.Contains("none=\"\"", sample.Labels, StringComparison.Ordinal);
        Assert.Equal(0, (await CheckByPromtoolAsync(text)).Code);
    }

    [Fact]
    public async Task Meters_that_share_a_name_do_not_spoil_the_page()
    {
        using var one = new Meter("Grocery.One");
        using var two = new Meter("Grocery.Two");
        using var three = new Meter("Grocery.Three");
        await using var service = await StartAsync();
        one.CreateCounter<long>("shared.name").Add(1);
        two.CreateCounter<long>("shared.name").Add(2);
        three.CreateUpDownCounter<long>("shared.name.total").Add(3);
        three.CreateHistogram<double>("shared.name_total").Record(4);

        var text = await service.Client.GetStringAsync(Path, Stop);

        Assert.Equal([1d, 2d], Scrape.Samples(text, "shared_name_total").Select(sample => sample.Value).Order());
        Assert.Equal(0, (await CheckByPromtoolAsync(text)).Code);
    }

    [Fact]
    public async Task Concurrent_scrapes_are_each_whole()
    {
        using var meter = new Meter("Grocery.Concurrent");
        await using var service = await StartAsync();
        var counter = meter.CreateCounter<long>("concurrent.scrapes");

        var texts = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            counter.Add(1, new KeyValuePair<string, object?>("scrape", i % 10));
            return await service.Client.GetStringAsync(Path, Stop);
        }));

        Assert.All(texts, text =>
        {
            Assert.StartsWith("# HELP ", text, StringComparison.Ordinal);
            Assert.Single(text.Split('\n'), line => line.StartsWith("target_info{", StringComparison.Ordinal));
            Assert.Single(text.Split('\n'), line => line == "# TYPE concurrent_scrapes_total counter");
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
        });
        Assert.Equal(100, Scrape.Sum(await service.Client.GetStringAsync(Path, Stop), "concurrent_scrapes_total"));
    }

    [Fact]
    public async Task The_identity_is_on_target_info()
    {
        await using var service = await ServiceUnderTest.StartAsync(settings: ("Platform:Service:Name", "products"));

        var text = await service.Client.GetStringAsync(Path, Stop);

        var info = Assert.Single(Scrape.Samples(text, "target_info"));
        Assert.Equal(1, info.Value);
        Assert.Contains("service_name=\"products\"", info.Labels, StringComparison.Ordinal);
        Assert.Contains("deployment_environment_name=\"production\"", info.Labels, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Platform:Observability:Metrics:Enabled", "false")]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    public async Task Metrics_can_be_switched_off(string key, string value)
    {
        await using var service = await ServiceUnderTest.StartAsync(settings: (key, value));

        var response = await service.Client.GetAsync(Path, Stop);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            new PlatformFeature("metrics", false, key, "configured"),
            service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "metrics"));
    }

    [Fact]
    public async Task A_label_whose_text_throws_does_not_cost_the_scrape()
    {
        using var meter = new Meter("Grocery.ThrowingLabel");
        await using var service = await ServiceUnderTest.StartAsync();
        meter.CreateCounter<long>("throwing.label").Add(1, new KeyValuePair<string, object?>("bad", new Throwing()));

        var text = await service.Client.GetStringAsync(Path, Stop);

        Assert.Contains("ToString threw", Assert.Single(Scrape.Samples(text, "throwing_label_total")).Labels, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_path_of_metrics_that_are_off_is_the_services_own_and_traced()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/metrics", () => "own"), settings: ("Platform:Observability:Metrics:Enabled", "false"));

        Assert.Equal("own", await service.Client.GetStringAsync(Path, Stop));
        await Eventually.HoldsAsync(() => service.Spans.All.Any(span => span.DisplayName == "GET /metrics"), "the span of the service's own path");
    }

    private static void RecordOneOfEachKind(Meter meter)
    {
        var orders = meter.CreateCounter<long>("team.orders", "{order}", "Orders \\ by shop\nand day");
        orders.Add(5, new KeyValuePair<string, object?>("shop", "berlin"));
        orders.Add(2, new KeyValuePair<string, object?>("shop", "ulm"));
        meter.CreateUpDownCounter<double>("team.debt").Add(-2.5);
        meter.CreateObservableGauge("team.temperature", () => 36.6, "Cel");
        meter.CreateObservableGauge("team.ceiling", () => double.PositiveInfinity);
        meter.CreateObservableGauge("team.unknown", () => double.NaN);
        meter.CreateUpDownCounter<int>("team.shelf.count").Add(4);
        var wait = meter.CreateHistogram<double>(
            "team.wait", "s", "Waiting", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 2.5] });
        wait.Record(0.05);
        wait.Record(1);
        wait.Record(10);
    }

    private static Task<ServiceUnderTest> StartAsync(params string[] meters) => ServiceUnderTest.StartAsync(
        app => app.MapGet("/hello", () => "hello"),
        builder => builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(meters)));

    private static async Task<(int Code, string Output)> CheckByPromtoolAsync(string text)
    {
        var (code, output, error) = await Command.TryRunAsync("promtool", ["check", "metrics"], input: text);
        return (code, output + error);
    }

    private sealed class Throwing
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
