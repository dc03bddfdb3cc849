using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Grocery.Platform.Benchmarks.Load;

/// <summary>One service in a process of its own, its standard output thrown away, and the load on it.</summary>
internal sealed class LoadService : IDisposable
{
    private const int FixedRate = 2000;
    private const int FixedRateConnections = 20;

    private readonly Process _process;
    private readonly int _port;
    private readonly HttpClient _client;

    public LoadService(LoadStack stack, string collector)
    {
        _port = FreePort();
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "exec \"$0\" \"$@\" > /dev/null", Environment.ProcessPath!, typeof(LoadService).Assembly.Location, "serve", $"{stack}", $"{_port}" },
            Environment =
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = stack == LoadStack.Bare ? "" : collector,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
        };
        if (!Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.Ordinal))
            start.ArgumentList.RemoveAt(3);
        _process = Process.Start(start)!;
    }

    public async Task WarmUpAsync(int seconds)
    {
        while (!await IsUpAsync())
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);

        await LoadGenerator.SaturateAsync(_port, seconds);
    }

    /// <summary>Loads the service with all that it takes.</summary>
    public async Task<LoadResult> SaturateAsync(int seconds)
    {
        var before = await UsageAsync();
        var (requests, rate) = await LoadGenerator.SaturateAsync(_port, seconds);
        var after = await UsageAsync();
        return new LoadResult(
            rate,
            TimeSpan.FromTicks(after.CpuTicks - before.CpuTicks).TotalMicroseconds / requests,
            (after.Bytes - before.Bytes) / (double)requests);
    }

    /// <summary>Measures the p99 in microseconds at a fixed rate.</summary>
    /// <remarks>
    /// From when a request was due, so that a stall counts for all that it delays (coordinated omission); but the timer's own lateness of
    /// up to two milliseconds is the client's.
    /// </remarks>
    public async Task<double> P99Async(TimeSpan duration)
    {
        var interval = Stopwatch.Frequency * FixedRateConnections / FixedRate;
        var begin = Stopwatch.GetTimestamp();
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var durations = await Task.WhenAll(Enumerable.Range(0, FixedRateConnections).Select(async index =>
        {
            using var connection = new LoadConnection();
            await connection.OpenAsync(_port);
            var mine = new List<long>();
            for (var due = begin + (interval * index / FixedRateConnections); due < end; due += interval)
            {
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, TimeProvider.System);
                var sent = Math.Min(Stopwatch.GetTimestamp(), due + (Stopwatch.Frequency / 500));
                await connection.RequestAsync();
                mine.Add(Stopwatch.GetTimestamp() - sent);
            }

            return mine;
        }));
        var sorted = durations.SelectMany(list => list).Order().ToArray();
        return Stopwatch.GetElapsedTime(0, sorted[(int)(sorted.Length * 0.99)]).TotalMicroseconds;
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            return await UsageAsync() is not null;
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }

    private async Task<LoadUsage> UsageAsync() => (await _client.GetFromJsonAsync<LoadUsage>(new Uri("/usage", UriKind.Relative)))!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
