using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Grocery.AppHost.Balancing;

/// <summary>
/// A load balancer of layer 4 on a loopback port. New connections go in turn to the instances that are ready, or to all of them while
/// none is, as AWS's balancers do. Connections that are open stay with their instance, also when it is removed.
/// </summary>
internal sealed class TcpBalancer : IAsyncDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan ConnectBound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<TcpRelay, bool> _open = new();
    private Target[] _targets = [];
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private int _next = -1;
    private long _connections;
    private long _failures;
    private long _answerDelay;

    private TcpBalancer(int port) => Port = port;

    public int Port { get; }

    /// <summary>Gets the number of connections that were accepted.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Gets the number of accepted connections that no instance took.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    public int OpenConnections => _open.Count;

    /// <summary>Gets or sets by how much each answer is late: the first bytes that come back after some went there.</summary>
    public TimeSpan AnswerDelay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _answerDelay));
        set => Interlocked.Exchange(ref _answerDelay, value.Ticks);
    }

    /// <exception cref="ShopException">The port is taken.</exception>
    public static TcpBalancer Start(int port)
    {
        var balancer = new TcpBalancer(port);
        balancer.Allow();
        return balancer;
    }

    /// <summary>Adds an instance; connections come to it once it is ready.</summary>
    public void Add(int port, bool isReady = true) => Change(targets => [.. targets, new Target(port, isReady)]);

    /// <summary>Ends new connections to an instance; those that are open live on.</summary>
    public void Remove(int port) => Change(targets => [.. targets.Where(target => target.Port != port)]);

    public void SetReady(int port, bool isReady) =>
        Change(targets => [.. targets.Select(target => target.Port == port ? target with { IsReady = isReady } : target)]);

    /// <summary>Resets all open connections.</summary>
    public void Cut()
    {
        foreach (var relay in _open.Keys)
            relay.Reset();
    }

    /// <summary>Closes the port, so that new connections are refused.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
        }
    }

    /// <summary>Opens the port again.</summary>
    /// <exception cref="ShopException">The port is taken.</exception>
    public void Allow()
    {
        lock (_lock)
        {
            if (_listener is not null)
                return;

            _listener = Listen(Port);
            _accepting = AcceptAsync(_listener);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Refuse();
        Cut();
        await _accepting;
    }

    private static Socket Listen(int port)
    {
        var listener = NewSocket();
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(Backlog);
            return listener;
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new ShopException($"Port {port} cannot be opened: {exception.Message}. Stop what uses it, or choose other ports: -- --port-offset 100");
        }
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static async Task<Socket?> TryConnectAsync(int port)
    {
        using var bound = new CancellationTokenSource(ConnectBound, TimeProvider.System);
        Socket? server = null;
        try
        {
            server = NewSocket();
            await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), bound.Token);
            return server;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            server?.Dispose();
            return null;
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptAsync();
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // A client that left before it was accepted ends nothing; nor does a lack of sockets, which is not over at once.
                if (listener != _listener)
                    return;

                await Task.Delay(AcceptPause, TimeProvider.System);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        if (await ConnectAsync() is not { } server)
        {
            Interlocked.Increment(ref _failures);
            TcpRelay.Reset(client);
            return;
        }

        var relay = new TcpRelay(client, server, this);
        _open[relay] = true;

        // The port closed, and everything was cut, while this one was on its way.
        if (Volatile.Read(ref _listener) is null)
            relay.Reset();

        await relay.RunAsync();
        _open.TryRemove(relay, out _);
    }

    private async Task<Socket?> ConnectAsync()
    {
        var all = Volatile.Read(ref _targets);
        Target[] ready = [.. all.Where(target => target.IsReady)];
        var candidates = ready.Length > 0 ? ready : all;
        var first = (uint)Interlocked.Increment(ref _next);
        for (var i = 0; i < candidates.Length; i++)
        {
            if (await TryConnectAsync(candidates[(first + i) % candidates.Length].Port) is { } server)
                return server;
        }

        return null;
    }

    private void Change(Func<Target[], Target[]> change)
    {
        lock (_lock)
            Volatile.Write(ref _targets, change(_targets));
    }

    private sealed record Target(int Port, bool IsReady);
}
