using Grocery.Platform.Resilience.Destinations;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Ends the reads of one body at a deadline. One source serves all of them: a body of which one read was ended is lost.</summary>
internal sealed class DeadlineReads(Destination destination, CallDeadline deadline) : IDisposable
{
    private CancellationTokenSource? _timer;

    /// <param name="caller">The token of who reads.</param>
    /// <param name="registration">To be disposed when the read has ended.</param>
    /// <returns>The token that ends the read.</returns>
    public CancellationToken Begin(CancellationToken caller, out CancellationTokenRegistration registration)
    {
        var timer = _timer ??= Start();
        registration = caller.UnsafeRegister(static timer => Cancel((CancellationTokenSource)timer!), timer);
        return timer.Token;
    }

    public Exception Translate(OperationCanceledException exception, CancellationToken caller)
    {
        if (caller.IsCancellationRequested)
            return new OperationCanceledException(exception.Message, exception, caller);

        return deadline.Left(destination.Telemetry.Time) > TimeSpan.Zero ? exception : Attempt.Late(destination, deadline, exception);
    }

    public void Dispose() => _timer?.Dispose();

    // The response may be disposed while a read is pending.
    private static void Cancel(CancellationTokenSource timer)
    {
        try
        {
            timer.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private CancellationTokenSource Start()
    {
        var left = deadline.Left(destination.Telemetry.Time);
        return new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, destination.Telemetry.Time);
    }
}
