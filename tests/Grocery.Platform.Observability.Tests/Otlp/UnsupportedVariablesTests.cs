namespace Grocery.Platform.Observability.Tests.Otlp;

public sealed class UnsupportedVariablesTests
{
    private const string Category = "Grocery.Platform.Observability.Otlp.UnsupportedVariables";

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin")]
    [InlineData("OTEL_METRICS_EXPORTER", "otlp, console")]
    [InlineData("OTEL_LOGS_EXPORTER", "otlp")]
    [InlineData("OTEL_PROPAGATORS", "b3")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_INSECURE", "true")]
    [InlineData("OTEL_METRICS_EXEMPLAR_FILTER", "sometimes")]
    public async Task A_value_that_has_no_effect_is_said_at_start(string key, string value)
    {
        await using var service = await ServiceUnderTest.StartAsync(settings: (key, value));

        var line = Assert.Single(service.Log.Of(Category));
        Assert.Equal("Warning", line.GetProperty("level").GetString());
        Assert.StartsWith($"{key} is \"{value}\", which is not supported here; supported: ", line.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_have_an_effect_are_not_said()
    {
        await using var service = await ServiceUnderTest.StartAsync(settings:
        [
            ("OTEL_TRACES_EXPORTER", "none"),
            ("OTEL_METRICS_EXPORTER", "otlp,prometheus"),
            ("OTEL_PROPAGATORS", "tracecontext,baggage"),
            ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "LowMemory"),
        ]);

        Assert.Empty(service.Log.Of(Category));
    }
}
