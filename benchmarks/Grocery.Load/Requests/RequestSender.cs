namespace Grocery.Load.Requests;

/// <summary>Sends requests and remembers how each went. A request whose answer is not whole by its bound has none.</summary>
/// <param name="client">Whose own time-out is infinite.</param>
/// <param name="log">Learns how each went.</param>
/// <param name="bound">For how long an answer is waited for, from when the request was sent.</param>
/// <param name="abandon">Gives up what is outstanding; that is not counted.</param>
internal sealed class RequestSender(HttpClient client, IRequestLog log, TimeSpan bound, CancellationToken abandon = default)
{
    /// <summary>Gets the time by which requests are placed.</summary>
    public TimeSpan Now => log.Now;

    /// <summary>Sends a request and disposes of it; its latency counts from when it was meant to start.</summary>
    /// <exception cref="OperationCanceledException">It was abandoned.</exception>
    public async Task<Reply> SendAsync(Step step, HttpRequestMessage request, TimeSpan start)
    {
        log.Begin(start);
        var reply = new Reply(0, "", RetryAfter: null);
        string? failure = null;
        using var time = new CancellationTokenSource(bound, TimeProvider.System);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(time.Token, abandon);
        try
        {
            using var response = await client.SendAsync(request, bounded.Token);
            var body = await response.Content.ReadAsStringAsync(bounded.Token);
            reply = new Reply((int)response.StatusCode, body, response.Headers.RetryAfter?.Delta);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            abandon.ThrowIfCancellationRequested();
            failure = time.IsCancellationRequested ? FailureKind.TimeOut : FailureKind.Of(exception);
        }
        finally
        {
            request.Dispose();
        }

        log.Add(new LoadSample(step, start, log.Now - start, reply.Status, reply.RetryAfter is not null) { Failure = failure });
        return reply;
    }
}
