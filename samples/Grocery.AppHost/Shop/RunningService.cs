using System.Net;
using System.Runtime.InteropServices;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Shop;

/// <summary>A service of the shop and its process.</summary>
internal sealed class RunningService : IDisposable
{
    private static readonly TimeSpan ReadyBound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private RunningService(ShopService service, Uri address, ChildProcess process) =>
        (Service, Address, Process) = (service, address, process);

    public ShopService Service { get; }

    public Uri Address { get; }

    public ChildProcess Process { get; }

    public static async Task<RunningService> StartAsync(ShopService service, int port, string? connectionString, string logFolder)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Platform__Service__Environment"] = "local",

            // A developer wants to see soon what an orchestrator can wait for.
            ["Platform__Health__Defaults__Period"] = "00:00:02",
        };
        if (service.Database is { } key)
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = connectionString;

        var assembly = service.Assembly;
        var process = await ChildProcess.StartAsync(new ChildCommand(
            service.Name,
            [DotnetHost(), assembly],
            Path.GetDirectoryName(assembly)!,
            Path.Combine(logFolder, $"{service.Name}.log"),
            Signals.Terminate)
        { Environment = environment });
        return new RunningService(service, address, process);
    }

    /// <summary>Waits until the service says that traffic may come.</summary>
    /// <exception cref="ShopException">It ended, or was not ready within the bound.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = AnswerBound };
        var start = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            if (Process.HasExited)
                throw new ShopException(Process.DescribeEnd());

            if (TimeProvider.System.GetElapsedTime(start) > ReadyBound)
                throw new ShopException($"{Service.Name} was not ready within {ReadyBound}. {Process.DescribeLog()}");

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => Process.Dispose();

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // The host that runs this program: shared/Microsoft.NETCore.App/<version> lies three folders under it.
    private static string DotnetHost()
    {
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
