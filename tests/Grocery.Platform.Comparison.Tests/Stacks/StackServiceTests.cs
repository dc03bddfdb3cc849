using System.Net;
using Grocery.Platform.Comparison.Stacks;
using Grocery.Platform.TestSupport;
using OwnProcess = Grocery.Platform.Comparison.Processes.ServiceProcess;

namespace Grocery.Platform.Comparison.Tests.Stacks;

/// <summary>The services are what they are said to be: without that, nothing that is measured means anything.</summary>
public sealed class StackServiceTests
{
    private const int Requests = 10;
    private const int ServerSpan = 2;
    private static readonly TimeSpan ExitBound = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("bare", 0, 0)]
    [InlineData("usual-0", 1, 0)]
    [InlineData("usual-100", 1, 1)]
    [InlineData("serilog", 1, null)]
    [InlineData("platform-0", 1, 0)]
    [InlineData("platform-100", 1, 1)]
    [InlineData("platform-observability", 1, null)]
    public async Task A_service_writes_its_lines_sends_its_spans_and_answers_alike(string name, int lines, int? spans)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var (stack, port) = (Stack.Find(name), FreePort.Next());
        await using var service = ServiceProcess.Start(
            Repository.BuiltAssembly("Grocery.Platform.Comparison"), OwnProcess.Settings(stack, new Uri(collector.HttpEndpoint), TimeSpan.Zero), "serve", name, $"{port}");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.HoldsAsync(() => AnswersAsync(client), "the service answers", ExitBound);

        for (var i = 0; i < Requests; i++)
            Assert.Equal("""{"id":42,"name":"apple","price":1.25}""", await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
        await service.SignalAsync("TERM");
        await service.ExitAsync(ExitBound);

        Assert.Equal(Requests * lines, service.Output.Count(line => line.Contains("\"GET\"", StringComparison.Ordinal) && !line.Contains("live-heap", StringComparison.Ordinal)));
        var sent = collector.Spans.Count(span => span.Kind == ServerSpan && !span.Attributes.Values.Contains("/live-heap"));
        Assert.True(spans is null ? sent <= Requests : sent == Requests * spans, $"{sent} spans\n{service}");
        Assert.Equal(stack.Kind != StackKind.Bare, collector.Metrics.Count > 0);
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(new Uri("/live-heap", UriKind.Relative))).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
