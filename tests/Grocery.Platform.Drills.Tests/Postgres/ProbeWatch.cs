using System.Collections.Concurrent;
using System.Net;

namespace Grocery.Platform.Drills.Tests.Postgres;

/// <summary>Probes a service all the time, and remembers what it answered and how many runs the check had before and after.</summary>
internal sealed class ProbeWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client;
    private readonly CheckRuns _runs;
    private readonly ConcurrentQueue<Probe> _probes = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private volatile bool _isReady;

    public ProbeWatch(Uri service, CheckRuns runs)
    {
        _client = new HttpClient { BaseAddress = service };
        _runs = runs;
        _watching = Task.Run(WatchAsync);
    }

    public bool IsReady => _isReady;

    public IReadOnlyList<Probe> Probes => [.. _probes];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
        _client.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var before = _runs.Count;
            var ready = await GetAsync("/health/ready");
            var after = _runs.Count;
            _probes.Enqueue(new Probe(before, after, ready, await GetAsync("/health/live")));
            _isReady = ready == HttpStatusCode.OK;
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task<HttpStatusCode> GetAsync(string path)
    {
        using var response = await _client.GetAsync(path);
        return response.StatusCode;
    }

    internal sealed record Probe(int RunsBefore, int RunsAfter, HttpStatusCode Ready, HttpStatusCode Live);
}
