using System.Collections.Concurrent;
using System.Net;

namespace Grocery.Platform.Drills.Tests.Overload;

/// <summary>Callers who come at a constant rate, whatever becomes of those before them, and who do not wait for ever.</summary>
internal sealed class OpenLoop(Uri address, TimeSpan patience) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentDictionary<string, int> _ends = new();
    private TimeSpan _lastGood;

    /// <summary>Gets how many callers ended in which way: by a status, or as <c>late</c>.</summary>
    public IReadOnlyDictionary<string, int> Ends => _ends;

    /// <summary>Sends requests, and waits until the last caller has his answer or has gone.</summary>
    /// <returns>How many a second were answered 200 in time, until the last of them or the end of the load, whichever is later.</returns>
    public async Task<double> RunAsync(double rate, TimeSpan length, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var count = (int)(rate * length.TotalSeconds);
        var calls = new List<Task>(count);
        while (calls.Count < count)
        {
            var due = TimeProvider.System.GetElapsedTime(start).TotalSeconds * rate;
            while (calls.Count < Math.Min(due, count))
                calls.Add(CallAsync(start, TimeSpan.FromSeconds(calls.Count / rate), cancellationToken));

            await Task.Delay(Tick, TimeProvider.System, cancellationToken);
        }

        await Task.WhenAll(calls);
        return _ends.GetValueOrDefault("200") / Math.Max(length.TotalSeconds, _lastGood.TotalSeconds);
    }

    public void Dispose() => _client.Dispose();

    // Its time runs from when it should have been sent, so that a generator that is late itself flatters nobody.
    private async Task CallAsync(long start, TimeSpan intended, CancellationToken cancellationToken)
    {
        var left = intended + patience - TimeProvider.System.GetElapsedTime(start);
        var end = left > TimeSpan.Zero ? await SendAsync(left, cancellationToken) : "late";
        if (end == "200")
            _lastGood = TimeProvider.System.GetElapsedTime(start);

        _ends.AddOrUpdate(end, 1, (_, count) => count + 1);
    }

    private async Task<string> SendAsync(TimeSpan left, CancellationToken cancellationToken)
    {
        using var gaveUp = new CancellationTokenSource(left, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gaveUp.Token, cancellationToken);
        try
        {
            using var answer = await _client.GetAsync(new Uri("/bounded", UriKind.Relative), either.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is null => "503 without Retry-After",
                var status => $"{(int)status}",
            };
        }
        catch (OperationCanceledException) when (gaveUp.IsCancellationRequested)
        {
            return "late";
        }
    }
}
