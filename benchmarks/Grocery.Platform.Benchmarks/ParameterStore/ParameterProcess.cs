using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Grocery.Platform.Benchmarks.ParameterStore;

/// <summary>A Parameter Store of so many parameters, in a process of its own so that its allocations do not count.</summary>
internal sealed class ParameterProcess : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private ParameterProcess(int count, int valueLength)
    {
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port}/");
        _process = Process.Start(new ProcessStartInfo("dotnet")
        {
            // Not the output of this process, whose reader would wait for the end of the server too.
            RedirectStandardOutput = true,
            ArgumentList = { typeof(ParameterProcess).Assembly.Location, "parameters", $"{count}", $"{valueLength}", $"{port}" },
        })!;
    }

    public Uri Address { get; }

    /// <param name="count">How many parameters it has.</param>
    /// <param name="valueLength">The characters of each value; AWS allows 4,096.</param>
    public static async Task<ParameterProcess> StartAsync(int count, int valueLength)
    {
        var process = new ParameterProcess(count, valueLength);
        var start = Stopwatch.GetTimestamp();
        using var client = new HttpClient();
        while (!await IsUpAsync(client, process.Address))
        {
            if (process._process.HasExited || Stopwatch.GetElapsedTime(start) > LongestStart)
            {
                process.Dispose();
                throw new InvalidOperationException($"The process that answers for {count} parameters did not start within {LongestStart:c}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return process;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsUpAsync(HttpClient client, Uri address)
    {
        try
        {
            return (await client.GetStringAsync(new Uri(address, "weight"))).Length > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
