using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Grocery.Platform.Drills.Tests.Http;

namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>
/// Requests at a fixed rate, whether the ones before were answered or not: a server that hangs does not make the load go away. Kept
/// connections on plain sockets, because the services share the machine.
/// </summary>
internal sealed class OpenLoad(IPEndPoint server, string path, string headers = "") : IDisposable
{
    private const int WarmUpRate = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<HttpConnection> _idle = [];

    /// <summary>Sends a light load until a whole second of it succeeds.</summary>
    public Task WarmUpAsync(CancellationToken cancellationToken) => Eventually.HoldsAsync(
        async () => await RunAsync(WarmUpRate, TimeSpan.FromSeconds(1), cancellationToken) is { } second && second.Succeeded == second.Count,
        "a second of the load succeeds");

    /// <summary>Sends <paramref name="rate"/> requests a second for <paramref name="length"/>, and waits for the last answer.</summary>
    public async Task<LoadOutcomes> RunAsync(int rate, TimeSpan length, CancellationToken cancellationToken)
    {
        var outcomes = new LoadOutcome[(int)(rate * length.TotalSeconds)];
        var requests = new Task[outcomes.Length];
        var start = TimeProvider.System.GetTimestamp();
        for (var request = 0; request < outcomes.Length; request++)
        {
            var due = TimeSpan.FromSeconds((double)request / rate);
            var early = due - TimeProvider.System.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, TimeProvider.System, cancellationToken);

            requests[request] = SendAsync(outcomes, request, start, due, cancellationToken);
        }

        await Task.WhenAll(requests);
        return new LoadOutcomes(outcomes);
    }

    public void Dispose()
    {
        foreach (var connection in _idle)
            connection.Dispose();
    }

    private async Task SendAsync(LoadOutcome[] outcomes, int request, long start, TimeSpan due, CancellationToken cancellationToken)
    {
        var status = await StatusAsync(cancellationToken);
        outcomes[request] = new LoadOutcome(due, TimeProvider.System.GetElapsedTime(start) - due, status);
    }

    /// <returns>The status of the answer, or zero when there was none.</returns>
    private async Task<int> StatusAsync(CancellationToken cancellationToken)
    {
        HttpConnection? connection = null;
        try
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            connection = await ConnectAsync(either.Token);
            var answer = await connection.GetAsync(path, isLast: false, either.Token, headers);
            if (!answer.IsLast)
            {
                _idle.Add(connection);
                connection = null;
            }

            return answer.Status;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return LoadOutcome.NoAnswer;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private async Task<HttpConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryTake(out var idle))
        {
            if (!idle.IsClosed)
                return idle;

            idle.Dispose();
        }

        return await HttpConnection.OpenAsync(server, cancellationToken);
    }
}
