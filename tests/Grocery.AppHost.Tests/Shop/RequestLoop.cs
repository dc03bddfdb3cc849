using System.Net;

namespace Grocery.AppHost.Tests.Shop;

/// <summary>Asks the same again and again, one request behind the other, until it is stopped; every one must have the answer that is expected.</summary>
internal sealed class RequestLoop : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly Func<HttpRequestMessage> _request;
    private readonly HttpStatusCode _expected;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private int _answered;

    public RequestLoop(Uri address, Func<HttpRequestMessage> request, HttpStatusCode expected)
    {
        _client = new HttpClient { BaseAddress = address };
        (_request, _expected) = (request, expected);
        _running = RunAsync();
    }

    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Ends the loop, and throws what went wrong.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            using var request = _request();
            using var response = await _client.SendAsync(request);
            Assert.Equal(_expected, response.StatusCode);
            Interlocked.Increment(ref _answered);
        }
    }
}
