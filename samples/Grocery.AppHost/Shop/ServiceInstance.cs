using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grocery.AppHost.Processes;
using Grocery.Platform.Testing.Processes;

namespace Grocery.AppHost.Shop;

/// <summary>A process of a service, on ports of its own.</summary>
internal sealed class ServiceInstance : IDisposable
{
    private static readonly TimeSpan ReadyBound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ChangeBound = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(100);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HttpClient _probes;
    private readonly HttpClient _management;
    private volatile bool _isPaused;
    private long? _readySince;

    private ServiceInstance(ChildProcess process, int port, int managementPort)
    {
        (Process, Port, ManagementPort) = (process, port, managementPort);
        _probes = new HttpClient { BaseAddress = Address, Timeout = AnswerBound };
        _management = new HttpClient { BaseAddress = ManagementAddress, Timeout = ChangeBound };
    }

    public ChildProcess Process { get; }

    public int Port { get; }

    public int ManagementPort { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public Uri ManagementAddress => new($"http://127.0.0.1:{ManagementPort}");

    public DateTimeOffset StartedAt { get; } = TimeProvider.System.GetUtcNow();

    public bool IsPaused => _isPaused;

    /// <summary>Gets for how long it has lived since it was first ready; zero for one that never was.</summary>
    public TimeSpan Lived => _readySince is { } since ? TimeProvider.System.GetElapsedTime(since, Process.EndedAt) : TimeSpan.Zero;

    /// <summary>Gets or sets the task that tells the balancer whether it is ready; it ends with the process.</summary>
    public Task Watching { get; set; } = Task.CompletedTask;

    public static async Task<ServiceInstance> StartAsync(ShopService service, ServiceEnvironment environment, string logFolder)
    {
        var (port, managementPort) = (FreePort.Next(), FreePort.Next());
        var assembly = service.Assembly;
        var process = await ChildProcess.StartAsync(new ChildCommand(
            service.Name,
            [DotnetHost(), assembly],
            Path.GetDirectoryName(assembly)!,
            Path.Combine(logFolder, $"{service.Name}.log"),
            Signals.Terminate)
        { Environment = environment.For(service, port, managementPort) });
        return new ServiceInstance(process, port, managementPort);
    }

    /// <summary>Waits until the service says that traffic may come.</summary>
    /// <exception cref="ShopException">It ended, or was not ready within the bound.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (Process.HasExited)
                throw new ShopException(Process.DescribeEnd());

            if (TimeProvider.System.GetElapsedTime(start) > ReadyBound)
                throw new ShopException($"{Process.Name} was not ready within {ReadyBound}. {Process.DescribeLog()}");

            await Task.Delay(ReadyPoll, TimeProvider.System, cancellationToken);
        }

        _readySince = TimeProvider.System.GetTimestamp();
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _probes.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (IsNoAnswer(exception) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Changes something on the management port.</summary>
    /// <returns>What the service answers.</returns>
    /// <exception cref="ShopException">It refuses, with its reasons, or does not answer.</exception>
    public async Task<string> PutAsync(string path, object body, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _management.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, Json, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? answer
                : throw new ShopException($"{Process.Name} answered {(int)response.StatusCode} to PUT {path}: {answer}");
        }
        catch (Exception exception) when (IsNoAnswer(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new ShopException($"{Process.Name} did not answer to PUT {path}: {exception.Message}");
        }
    }

    /// <summary>Halts the process: it lives, and does nothing.</summary>
    public void Pause()
    {
        _isPaused = true;
        Process.Send(Signals.Stop);
    }

    public void Resume()
    {
        Process.Send(Signals.Continue);
        _isPaused = false;
    }

    /// <summary>Asks the process to stop in good order, and kills it when it does not.</summary>
    public Task StopAsync()
    {
        if (_isPaused)
            Resume();

        return Process.StopAsync(StopBound);
    }

    public void Dispose()
    {
        Process.Dispose();
        _probes.Dispose();
        _management.Dispose();
    }

    // Disposed: it was replaced just now.
    private static bool IsNoAnswer(Exception exception) => exception is HttpRequestException or TaskCanceledException or ObjectDisposedException;

    // The host that runs this program: shared/Microsoft.NETCore.App/<version> lies three folders under it.
    private static string DotnetHost()
    {
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
