using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Observability.Tests.Otlp;

/// <summary>What the variables of the OpenTelemetry specification do when they are variables of the process.</summary>
public sealed class ProcessVariableTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limits_identity_and_batches_are_those_of_the_environment()
    {
        await using var collector = await RunAsync(
            ("OTEL_SERVICE_NAME", "fruit"),
            ("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "7"),
            ("OTEL_BSP_SCHEDULE_DELAY", "50"),
            ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1"));

        var spans = collector.Spans.Where(span => span.Kind == 2).ToArray();
        Assert.Equal(3, spans.Length);
        Assert.All(spans, span => Assert.Equal("fruit", span.Resource["service.name"]));
        Assert.All(spans, span => Assert.Equal("/hello/", span.Attributes["url.path"]));
        Assert.Equal(3, collector.Requests.Count(line => line.Contains("race", StringComparison.Ordinal)));
        Assert.Contains(collector.Metrics, metric => metric.Name == "http.server.request.duration" && (string)metric.Resource["service.name"] == "fruit");
    }

    [Fact]
    public async Task The_number_of_attributes_is_limited()
    {
        await using var collector = await RunAsync(("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "2"));

        Assert.Equal(3, collector.Spans.Count);
        Assert.All(collector.Spans, span => Assert.Equal(2, span.Attributes.Count));
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    [InlineData("OTEL_TRACES_SAMPLER", "always_off")]
    public async Task Traces_can_be_left_out(string key, string value)
    {
        await using var collector = await RunAsync((key, value));

        Assert.Empty(collector.Spans);
        Assert.NotEmpty(collector.Metrics);
    }

    private static async Task<OtlpReceiver> RunAsync(params (string Key, string Value)[] variables)
    {
        var collector = await OtlpReceiver.StartAsync();
        var environment = variables.ToDictionary(variable => variable.Key, variable => (string?)variable.Value);
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.HttpEndpoint;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        await using var process = ServiceProcess.Start(Repository.BuiltAssembly("Grocery.Platform.Observability.TestApp"), environment);
        using (var client = await process.ListeningAsync())
        {
            for (var i = 0; i < 3; i++)
                await client.GetStringAsync(new Uri($"/hello/{i}-and-more", UriKind.Relative), Stop);
        }

        await process.SignalAsync("TERM");
        await process.ExitAsync(TimeSpan.FromSeconds(30));
        return collector;
    }
}
