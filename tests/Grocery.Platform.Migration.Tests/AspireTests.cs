using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Migration.Tests;

/// <summary>From the ServiceDefaults of Aspire.</summary>
public sealed class AspireTests
{
    [Fact]
    public async Task Both_answer_alike_also_when_a_price_comes_at_the_second_attempt()
    {
        var answers = new List<string[]>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var prices = await ScriptedServer.StartAsync(Answer.Text("1.20"), Answer.Busy, Answer.Text("0.90"), Reply.Ok);
            await using var service = await StartAsync(stage, prices);

            answers.Add([
                await service.AskAsync("/products/1"), await service.AskAsync("/products/2"), await service.AskAsync("/products/9"), await service.AskAsync(HttpMethod.Post, "/products/2/orders"),
            ]);
        }

        Assert.Equal(["""200 {"name":"milk","price":"1.20"}""", """200 {"name":"bread","price":"0.90"}""", "404", """200 {"ordered":2}"""], answers[0]);
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task An_order_is_no_longer_sent_again()
    {
        var sent = new List<int>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var prices = await ScriptedServer.StartAsync(Answer.Busy, Reply.Ok);
            await using var service = await StartAsync(stage, prices);
            await service.AskAsync(HttpMethod.Post, "/products/1/orders");
            sent.Add(prices.Received.Count);
        }

        Assert.Equal([2, 1], sent);
    }

    [Fact]
    public async Task Probes_answer_in_production_too()
    {
        await using var prices = await ScriptedServer.StartAsync(Reply.Ok);
        await using var before = await StartAsync("Before", prices);
        await using var after = await StartAsync("After", prices);

        Assert.Equal(["404", "404"], [await before.AskAsync("/health"), await before.AskAsync("/alive")]);
        await Eventually.HoldsAsync(async () => (await after.AskAsync("/health/ready")).StartsWith("200", StringComparison.Ordinal), "the service is ready");
        Assert.StartsWith("200", await after.AskAsync("/health/live"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_go_to_the_same_collector_and_log_lines_carry_the_trace()
    {
        var spans = new List<string[]>();
        var logs = new List<string>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var collector = await OtlpReceiver.StartAsync();
            await using var prices = await ScriptedServer.StartAsync(Answer.Text("1.20"));
            await using var service = await StartAsync(stage, prices, collector.GrpcEndpoint);
            await service.AskAsync("/products/1");
            await service.StopAsync();
            spans.Add([.. collector.Spans.Where(span => span.TraceId == MigratedService.TraceId && span.Attributes.ContainsKey("http.request.method")).Select(span => span.Name).Distinct().Order(StringComparer.Ordinal)]);
            logs.Add(string.Join('\n', service.Process.Output.Where(line => line.Contains("milk costs", StringComparison.Ordinal))));
        }

        Assert.Equal(["GET", "GET /products/{id:int}"], spans[0]);
        Assert.Equal(spans[0], spans[1]);
        Assert.DoesNotContain(MigratedService.TraceId, logs[0], StringComparison.Ordinal);
        Assert.Equal(MigratedService.TraceId, LogLines.Parse([logs[1]]).Single().GetProperty("trace_id").GetString());
    }

    private static Task<MigratedService> StartAsync(string stage, ScriptedServer prices, string? collector = null) => MigratedService.StartAsync("Aspire", stage, new()
    {
        ["Services__prices__http__0"] = prices.Address.ToString().TrimEnd('/'),
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector,
    });
}
