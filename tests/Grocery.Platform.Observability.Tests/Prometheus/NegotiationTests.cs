using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net.Http.Headers;

namespace Grocery.Platform.Observability.Tests.Prometheus;

public sealed class NegotiationTests
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, Text)]
    [InlineData("*/*", Text)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", Text)]
    [InlineData("application/json", Text)]
    [InlineData("not a media type;;", Text)]
    [InlineData("text/plain", Text)]
    [InlineData("application/openmetrics-text", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=\"1.0.0\"", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=0.0.1", Text)]
    [InlineData("application/openmetrics-text;q=0,*/*", Text)]
    [InlineData("application/openmetrics-text;q=0.4,text/plain;q=0.5", Text)]
    [InlineData("application/openmetrics-text;q=0.4,text/plain;q=0.3,*/*;q=0.9", OpenMetrics)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", OpenMetrics)]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        OpenMetrics)]
    public async Task The_format_is_what_the_client_prefers(string? accept, string expected)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        using var response = await SendAsync(service, "Accept", accept);

        Assert.Equal(expected, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(["Accept", "Accept-Encoding"], response.Headers.Vary);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.Equal(expected == OpenMetrics, text.EndsWith("\n# EOF\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenMetrics_names_families_units_and_the_target_its_own_way()
    {
        using var meter = new Meter("Grocery.Open");
        await using var service = await ServiceUnderTest.StartAsync();
        meter.CreateCounter<long>("open.orders", "{order}", "Orders \"by\" day").Add(1);
        meter.CreateCounter<double>("open.busy", "s").Add(1.5);
        meter.CreateUpDownCounter<int>("open.stock", "By").Add(4);

        var open = await (await SendAsync(service, "Accept", "application/openmetrics-text")).Content.ReadAsStringAsync(Stop);
        var text = await (await SendAsync(service, "Accept", null)).Content.ReadAsStringAsync(Stop);

        Assert.Contains(
            "# HELP open_orders Orders \\\"by\\\" day\n# TYPE open_orders counter\nopen_orders_total{otel_scope_name=\"Grocery.Open\"} 1\n", open, StringComparison.Ordinal);
        Assert.Contains("# TYPE open_busy_seconds counter\n# UNIT open_busy_seconds seconds\nopen_busy_seconds_total{", open, StringComparison.Ordinal);
        Assert.Contains("# TYPE open_stock_bytes gauge\n# UNIT open_stock_bytes bytes\nopen_stock_bytes{", open, StringComparison.Ordinal);
        Assert.Contains("# TYPE target info\ntarget_info{", open, StringComparison.Ordinal);
        Assert.Contains("# HELP open_orders_total Orders \"by\" day\n# TYPE open_orders_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE target_info gauge\ntarget_info{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("# UNIT", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("gzip", true)]
    [InlineData("deflate, gzip;q=0.5", true)]
    [InlineData("*", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip;q=0, *", false)]
    [InlineData("*;q=0", false)]
    [InlineData("identity, gzip;q=0.5", false)]
    [InlineData("br", false)]
    public async Task The_answer_is_compressed_when_the_client_wants_it(string? accept, bool isGzip)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        using var response = await SendAsync(service, "Accept-Encoding", accept);

        Assert.Equal(isGzip ? ["gzip"] : [], response.Content.Headers.ContentEncoding);
        await using var body = await response.Content.ReadAsStreamAsync(Stop);
        using var reader = new StreamReader(isGzip ? new GZipStream(body, CompressionMode.Decompress) : body);
        var text = await reader.ReadToEndAsync(Stop);
        Assert.StartsWith("# HELP ", text, StringComparison.Ordinal);
        Assert.Contains("\ntarget_info{", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task HEAD_answers_as_GET_without_the_body(string? encoding)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        using var response = await SendAsync(service, "Accept-Encoding", encoding, HttpMethod.Head);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(MediaTypeHeaderValue.Parse(Text), response.Content.Headers.ContentType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(encoding is null, response.Content.Headers.ContentLength > 0);
    }

    private static async Task<HttpResponseMessage> SendAsync(ServiceUnderTest service, string header, string? value, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri("/metrics", UriKind.Relative));
        if (value is not null)
            request.Headers.TryAddWithoutValidation(header, value);

        return await service.Client.SendAsync(request, Stop);
    }
}
