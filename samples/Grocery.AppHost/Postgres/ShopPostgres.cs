using Grocery.AppHost.Balancing;
using Grocery.AppHost.Processes;
using Grocery.Platform.Testing.Processes;

namespace Grocery.AppHost.Postgres;

/// <summary>The PostgreSQL of the shop: reached through a proxy that can be slow, and started again when it dies.</summary>
internal sealed class ShopPostgres : IAsyncDisposable
{
    // Long enough to watch readiness fail and come back.
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(15);

    private readonly PrivatePostgres _server;
    private readonly TcpBalancer _proxy;
    private readonly TextWriter _output;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _supervising;

    private ShopPostgres(PrivatePostgres server, TcpBalancer proxy, TextWriter output)
    {
        (_server, _proxy, _output) = (server, proxy, output);
        _proxy.Add(server.Port);
        Databases = new ShopDatabases(server, proxy.Port);
        _supervising = SuperviseAsync();
    }

    public ShopDatabases Databases { get; }

    /// <summary>Gets the proxy that all services go through.</summary>
    public TcpBalancer Proxy => _proxy;

    public static async Task<ShopPostgres> StartAsync(PostgresBinaries binaries, string folder, string logFolder, TextWriter output, CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "postgres")).FullName;
        TemporaryFolder.LetOthersEnter(folder);
        var server = await PrivatePostgres.StartAsync(binaries, home, Path.Combine(logFolder, "postgres.log"), cancellationToken);
        return new ShopPostgres(server, TcpBalancer.Start(FreePort.Next()), output);
    }

    /// <summary>Stops the server, which ends all sessions, and starts it again at once.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await _server.StopAsync();
            await _server.StartAgainAsync(CancellationToken.None);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervising;
        await _changing.WaitAsync(CancellationToken.None);
        await _server.DisposeAsync();
        await _proxy.DisposeAsync();
        _changing.Dispose();
        _stopping.Dispose();
    }

    private async Task SuperviseAsync()
    {
        try
        {
            while (true)
            {
                await _server.Server.Exited.WaitAsync(_stopping.Token);
                await _changing.WaitAsync(_stopping.Token);
                try
                {
                    if (_server.Server.HasExited)
                        await StartAgainAsync();
                }
                finally
                {
                    _changing.Release();
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The shop closes.
        }
    }

    // The services outlive their database; so does the shop.
    private async Task StartAgainAsync()
    {
        await _output.WriteLineAsync(
            $"{_server.Server.DescribeEnd()}\nIt is started again in {RestartDelay.TotalSeconds} s; until then /health/ready turns 503.");
        await Task.Delay(RestartDelay, TimeProvider.System, _stopping.Token);
        try
        {
            await _server.StartAgainAsync(_stopping.Token);
            await _output.WriteLineAsync("PostgreSQL runs again.");
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            await _output.WriteLineAsync($"PostgreSQL was not started: {exception.Message}");
        }
    }
}
