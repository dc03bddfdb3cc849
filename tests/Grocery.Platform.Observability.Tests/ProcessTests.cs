using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Observability.Tests;

public sealed class ProcessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standard_output_of_a_process_is_nothing_but_JSON_lines()
    {
        using var process = Start();
        var lines = Read(process);
        var address = await AddressAsync(lines);

        using (var client = new HttpClient { BaseAddress = address })
            await client.GetStringAsync(new Uri("/hello/m%C3%BCller%0A%22", UriKind.Relative), Stop);
        await TerminateAsync(process);

        Assert.Equal(0, process.ExitCode);
        var parsed = lines.Select(line => JsonElement.Parse(line)).ToArray();
        var said = Assert.Single(parsed, line => line.GetProperty("event_id").GetInt32() == 7);
        Assert.Equal("Hello müller\n\", not ***", said.GetProperty("message").GetString());
        Assert.Equal(32, said.GetProperty("trace_id").GetString()?.Length);
        Assert.Equal("Grocery.Platform.Observability.TestApp", said.GetProperty("service").GetString());
        Assert.Equal("staging", said.GetProperty("environment").GetString());
        Assert.Single(parsed, line => line.GetProperty("logger").GetString() == "Grocery.Platform.Observability.Request");
        Assert.DoesNotContain(parsed, line => line.GetProperty("logger").GetString()!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_process_with_a_dead_collector_stops_in_time(string protocol)
    {
        using var process = Start(("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{UnusedPort()}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol));
        var lines = Read(process);
        var address = await AddressAsync(lines);
        using (var client = new HttpClient { BaseAddress = address })
            await client.GetStringAsync(new Uri("/hello/you", UriKind.Relative), Stop);

        var took = await TerminateAsync(process);

        // About 0.1 s on an idle machine; through the service's resilient clients it would be 10 s.
        Assert.Equal(0, process.ExitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static Process Start(params (string Key, string Value)[] environment)
    {
        var app = typeof(ProcessTests).Assembly.Location.Replace("Observability.Tests", "Observability.TestApp", StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet", [app, "--urls", "http://127.0.0.1:0", "--environment", "Staging"])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;

        return Process.Start(start)!;
    }

    private static List<string> Read(Process process)
    {
        List<string> lines = [];
        process.OutputDataReceived += (_, line) =>
        {
            lock (lines)
            {
                if (line.Data is not null)
                    lines.Add(line.Data);
            }
        };
        process.BeginOutputReadLine();
        return lines;
    }

    private static async Task<Uri> AddressAsync(List<string> lines)
    {
        Uri? address = null;
        await Eventually.HoldsAsync(() => (address = Find()) is not null, "the address in the log");
        return address!;

        Uri? Find()
        {
            lock (lines)
            {
                return lines.Select(line => JsonElement.Parse(line).GetProperty("attributes"))
                    .Where(attributes => attributes.TryGetProperty("address", out _))
                    .Select(attributes => new Uri(attributes.GetProperty("address").GetString()!))
                    .FirstOrDefault();
            }
        }
    }

    private static async Task<TimeSpan> TerminateAsync(Process process)
    {
        var start = TimeProvider.System.GetTimestamp();
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync(Stop);

        try
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
            await process.WaitForExitAsync(bound.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        return TimeProvider.System.GetElapsedTime(start);
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
