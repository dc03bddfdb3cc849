using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Grocery.Platform.Drills.Tests.Http;

namespace Grocery.Platform.Drills.Tests.Rolling;

/// <summary>What a load balancer does about readiness: asks every instance all the time, and hands out those that said 200 last.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<IPEndPoint, Task> _loops = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private IPEndPoint[] _rotation = [];
    private int _next;

    public void Add(IPEndPoint instance) => _loops[instance] = AskAsync(instance);

    public bool IsInRotation(IPEndPoint instance) => Volatile.Read(ref _rotation).Contains(instance);

    /// <summary>Takes the next instance in turn, or <see langword="null"/> when none is ready.</summary>
    public IPEndPoint? Next()
    {
        var rotation = Volatile.Read(ref _rotation);
        return rotation.Length == 0 ? null : rotation[(int)((uint)Interlocked.Increment(ref _next) % (uint)rotation.Length)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task AskAsync(IPEndPoint instance)
    {
        while (!_stopping.IsCancellationRequested)
        {
            Set(instance, await IsReadyAsync(instance));
            await Task.Delay(Interval, TimeProvider.System, _stopping.Token);
        }
    }

    private async Task<bool> IsReadyAsync(IPEndPoint instance)
    {
        using var bound = new CancellationTokenSource(Bound, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, _stopping.Token);
        try
        {
            using var connection = await HttpConnection.OpenAsync(instance, either.Token);
            return (await connection.GetAsync("/health/ready", isLast: true, either.Token)).Status == 200;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Set(IPEndPoint instance, bool isReady)
    {
        lock (_lock)
        {
            if (isReady != _rotation.Contains(instance))
                Volatile.Write(ref _rotation, isReady ? [.. _rotation, instance] : [.. _rotation.Where(other => !other.Equals(instance))]);
        }
    }
}
