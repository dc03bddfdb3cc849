using Grocery.AppHost.Processes;

namespace Grocery.Monitoring.Tests.Live;

/// <summary>A real Alertmanager on loopback.</summary>
internal sealed class AlertmanagerServer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _client = new();

    private AlertmanagerServer(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it with the <c>alertmanager.yml</c> of a folder, where it also keeps its data, and waits until it answers.</summary>
    public static async Task<AlertmanagerServer> StartAsync(string folder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        string[] command =
        [
            // Its name in Debian.
            "prometheus-alertmanager",
            $"--config.file={Path.Combine(folder, "alertmanager.yml")}",
            $"--storage.path={Path.Combine(folder, "alertmanager-data")}",
            $"--web.listen-address={address.Authority}",
            "--cluster.listen-address=",
        ];
        var process = await ChildProcess.StartAsync(new ChildCommand("alertmanager", command, folder, Path.Combine(folder, "alertmanager.log"), Signals.Terminate));
        var server = new AlertmanagerServer(process, address);
        await Eventually.HoldsAsync(server.IsReadyAsync, "the Alertmanager answers");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.KillAsync();
        _process.Dispose();
        _client.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException(_process.DescribeEnd());

        try
        {
            using var response = await _client.GetAsync(new Uri(Address, "/-/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
