using System.Collections.Concurrent;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Drills.Tests.Probes;

/// <summary>What a check calls: a server that takes a second for its answer, and remembers when it was called.</summary>
internal sealed class SlowDependency : IAsyncDisposable
{
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(long Start, long End)> _calls = new();
    private readonly ScriptedServer _server;
    private int _running;
    private int _atOnce;

    private SlowDependency() => _server = ScriptedServer.Closed(async _ =>
    {
        var start = TimeProvider.System.GetTimestamp();
        _atOnce = Math.Max(_atOnce, Interlocked.Increment(ref _running));
        await Task.Delay(Latency, TimeProvider.System);
        Interlocked.Decrement(ref _running);
        _calls.Enqueue((start, TimeProvider.System.GetTimestamp()));
    });

    public Uri Address => _server.Address;

    /// <summary>Gets from when to when each answered call was open.</summary>
    public IReadOnlyList<(long Start, long End)> Calls => [.. _calls];

    public int Arrived => _server.Received.Count;

    public int AtOnce => _atOnce;

    public static async Task<SlowDependency> StartAsync()
    {
        var dependency = new SlowDependency();
        await dependency._server.OpenAsync();
        return dependency;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
