using System.Net.Sockets;
using Grocery.Platform.Drills.Tests.Http;

namespace Grocery.Platform.Drills.Tests.Rolling;

/// <summary>
/// Constant load on 50 connections, one request at a time each: half keep their connection wherever the balancer has gone on to,
/// until the server closes it; half open one for every request. Nothing is ever sent twice.
/// </summary>
internal sealed class Load(Balancer balancer, Tally tally) : IAsyncDisposable
{
    public const int KeptConnections = 25;

    private const int Connections = 50;
    private const int SlowEvery = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private Task[] _workers = [];

    public void Start() => _workers = [.. Enumerable.Range(0, Connections).Select(worker => Task.Run(() => WorkAsync(worker)))];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers);
        _stopping.Dispose();
    }

    private async Task WorkAsync(int worker)
    {
        var isKept = worker < KeptConnections;
        HttpConnection? connection = null;
        for (var request = worker; !_stopping.IsCancellationRequested; request++)
        {
            connection = await RequestAsync(connection, request % SlowEvery == 0 ? "/slow" : "/fast", isKept);
            await Task.Delay(Pause, TimeProvider.System);
        }

        connection?.Dispose();
    }

    /// <returns>The connection, when both sides keep it.</returns>
    private async Task<HttpConnection?> RequestAsync(HttpConnection? connection, string path, bool isKept)
    {
        tally.CountRequest(isKept);
        using var bound = new CancellationTokenSource(Bound, TimeProvider.System);
        try
        {
            connection = await ConnectAsync(connection, bound.Token);
            var answer = await connection.GetAsync(path, isLast: !isKept, bound.Token);
            if (answer is not { Status: 200, Body: "done" })
                tally.CountFailure(isKept, $"answered {answer.Status}");
            if (isKept && answer.IsLast)
                tally.CountLastAnswer();
            if (isKept && !answer.IsLast)
                return connection;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            tally.CountFailure(isKept, KindOf(exception));
        }

        connection?.Dispose();
        return null;
    }

    // A connection that is seen to be closed before the request is sent is replaced, as every client does: no request is lost by it.
    private async Task<HttpConnection> ConnectAsync(HttpConnection? kept, CancellationToken cancellationToken)
    {
        if (kept is { IsClosed: false })
            return kept;

        kept?.Dispose();
        var instance = balancer.Next() ?? throw new IOException("no instance in rotation");
        return await HttpConnection.OpenAsync(instance, cancellationToken);
    }

    private static string KindOf(Exception exception) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "refused",
        SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } => "reset",
        SocketException socket => socket.SocketErrorCode.ToString(),
        EndOfStreamException => "closed without an answer",
        OperationCanceledException => "timed out",
        _ => exception.Message,
    };
}
