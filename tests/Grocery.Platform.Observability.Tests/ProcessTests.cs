using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Observability.Tests;

public sealed class ProcessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standard_output_of_a_process_is_nothing_but_JSON_lines()
    {
        await using var process = Start();
        using (var client = await process.ListeningAsync())
            await client.GetStringAsync(new Uri("/hello/m%C3%BCller%0A%22", UriKind.Relative), Stop);
        await process.SignalAsync("TERM");

        Assert.Equal(0, await process.ExitAsync(TimeSpan.FromSeconds(30)));
        var parsed = process.Output.Select(line => JsonElement.Parse(line)).ToArray();
        var said = Assert.Single(parsed, line => line.GetProperty("event_id").GetInt32() == 7);
        Assert.Equal("Hello müller\n\", not ***", said.GetProperty("message").GetString());
        Assert.Equal(32, said.GetProperty("trace_id").GetString()?.Length);
        Assert.Equal("Grocery.Platform.Observability.TestApp", said.GetProperty("service").GetString());
        Assert.Equal("staging", said.GetProperty("environment").GetString());
        Assert.Single(parsed, line => line.GetProperty("logger").GetString() == "Grocery.Platform.Observability.Request");
        Assert.DoesNotContain(parsed, line => line.GetProperty("logger").GetString()!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_that_was_logged_before_SIGTERM_is_there()
    {
        await using var process = Start(("Platform__Observability__Logging__Flood__Enabled", "false"));
        using (var client = await process.ListeningAsync())
            await client.GetStringAsync(new Uri("/lines/5000", UriKind.Relative), Stop);
        await process.SignalAsync("TERM");

        Assert.Equal(0, await process.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(Enumerable.Range(0, 5000), Lines(process, 8).Select(line => line.GetProperty("attributes").GetProperty("Number").GetInt32()));
    }

    [Fact]
    public async Task The_last_line_before_a_crash_is_there_and_so_is_the_crash()
    {
        await using var process = Start();
        using (var client = await process.ListeningAsync())
            await IgnoreAsync(client.GetAsync(new Uri("/crash", UriKind.Relative), Stop));

        Assert.Equal(134, await process.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Single(Lines(process, 8));
        var crash = Assert.Single(Lines(process, 2011));
        Assert.Equal("Critical", crash.GetProperty("level").GetString());
        Assert.Equal("*** is what it died of", crash.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_last_line_before_an_exit_in_code_is_there()
    {
        await using var process = Start();
        using (var client = await process.ListeningAsync())
            await IgnoreAsync(client.GetAsync(new Uri("/exit", UriKind.Relative), Stop));

        Assert.Equal(3, await process.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Single(Lines(process, 8));
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_process_with_a_dead_collector_stops_in_time(string protocol)
    {
        await using var process = Start(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{FreePort.Next()}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol));
        using (var client = await process.ListeningAsync())
            await client.GetStringAsync(new Uri("/hello/you", UriKind.Relative), Stop);

        await process.SignalAsync("TERM");

        // Well under a second on an idle machine; through the service's resilient clients it would be 10 s.
        Assert.Equal(0, await process.ExitAsync(TimeSpan.FromSeconds(5)));
    }

    private static IEnumerable<JsonElement> Lines(ServiceProcess process, int eventId) =>
        process.Output.Select(line => JsonElement.Parse(line)).Where(line => line.GetProperty("event_id").GetInt32() == eventId);

    private static async Task IgnoreAsync(Task<HttpResponseMessage> call)
    {
        try
        {
            using var response = await call;
        }
        catch (HttpRequestException)
        {
            // The process died before it answered.
        }
    }

    private static ServiceProcess Start(params (string Key, string Value)[] environment) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.Observability.TestApp"),
        environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
        "--environment",
        "Staging");
}
