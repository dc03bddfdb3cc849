using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Processes;

/// <summary>One service in a process of its own, its standard output thrown away.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ExitBound = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _client;
    private readonly long _began;

    /// <param name="stack">What observes it.</param>
    /// <param name="collector">Where it sends its telemetry.</param>
    /// <param name="window">For how long the platform serves on after SIGTERM; nothing else has such a thing.</param>
    /// <param name="keepsHeaps">Whether its garbage collector keeps the number of its heaps.</param>
    public ServiceProcess(Stack stack, Uri collector, TimeSpan window = default, bool keepsHeaps = false)
    {
        Stack = stack;
        Port = FreePort();
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > /dev/null", .. OwnProgram.CommandLine("serve", stack.Name, $"{Port}")]);
        OwnProgram.KeepOut(start);
        foreach (var (name, value) in Settings(stack, collector, window))
            start.Environment[name] = value;
        if (keepsHeaps)
            start.Environment["DOTNET_GCDynamicAdaptationMode"] = "0";

        _began = TimeProvider.System.GetTimestamp();
        _process = Process.Start(start)!;
    }

    public Stack Stack { get; }

    public int Port { get; }

    public Uri Address => _client.BaseAddress!;

    /// <summary>Gets the bytes of memory that it has resident.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    /// <summary>Gets the environment of a service, by which every kind of stack is told where to send and what to sample.</summary>
    public static Dictionary<string, string?> Settings(Stack stack, Uri collector, TimeSpan window) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = stack.Kind == StackKind.Bare ? "" : $"{collector}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
        ["OTEL_TRACES_SAMPLER_ARG"] = stack.Ratio.ToString(CultureInfo.InvariantCulture),
        ["Platform__Health__Drain__Window"] = window.ToString("c", CultureInfo.InvariantCulture),
    };

    /// <summary>Asks every two milliseconds until it answers.</summary>
    /// <returns>How long that took from the start of the process.</returns>
    public Task<TimeSpan> StartedAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => AskUntilAnswered(stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public async Task<ServiceUsage> UsageAsync(CancellationToken stop) => (await _client.GetFromJsonAsync<ServiceUsage>(new Uri("/usage", UriKind.Relative), stop))!;

    /// <summary>Collects all garbage of the service, and gets the bytes that are left.</summary>
    public Task<long> LiveHeapAsync(CancellationToken stop) => _client.GetFromJsonAsync<long>(new Uri("/live-heap", UriKind.Relative), stop);

    /// <summary>Sends SIGTERM.</summary>
    /// <returns>When it has exited: how long that took.</returns>
    public async Task<TimeSpan> StopAsync(CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        using var bound = new CancellationTokenSource(ExitBound, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, stop);
        try
        {
            await _process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ComparisonException($"The service {Stack} had not exited {ExitBound.TotalSeconds:F0} s after SIGTERM.");
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    // A thread that waits by itself wakes within a millisecond; the timers of .NET took 3 to 15.
    private TimeSpan AskUntilAnswered(CancellationToken stop)
    {
        while (!Answers(stop))
        {
            stop.ThrowIfCancellationRequested();
            if (_process.WaitForExit(milliseconds: 2))
                throw new ComparisonException($"The service {Stack} ended with {_process.ExitCode} before it answered; what it wrote on standard error is above.");
            if (TimeProvider.System.GetElapsedTime(_began) > StartBound)
                throw new ComparisonException($"The service {Stack} has not answered within {StartBound.TotalSeconds:F0} s.");
        }

        return TimeProvider.System.GetElapsedTime(_began);
    }

    private bool Answers(CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)StartBound.TotalMilliseconds };
        using var ending = stop.Register(socket.Dispose);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            socket.Send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"u8);
            Span<byte> answer = stackalloc byte[64];
            return answer[..socket.Receive(answer)].StartsWith("HTTP/1.1 200 "u8);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
