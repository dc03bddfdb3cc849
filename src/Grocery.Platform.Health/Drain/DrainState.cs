namespace Grocery.Platform.Health.Drain;

/// <summary>How far the stop has come, and what is still in work. Safe for concurrent use.</summary>
internal sealed class DrainState : IDisposable
{
    private readonly CancellationTokenSource _hastened = new();
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<(DrainPhase Phase, long Since)> _entered = [];
    private volatile int _phase;
    private int _requests;

    // The token is taken once: a host may be stopped while another thread disposes of it.
    public DrainState(TimeProvider time) => (_time, Hastened) = (time, _hastened.Token);

    public bool HasBegun => _phase != (int)DrainPhase.Running;

    public DrainPhase Phase => (DrainPhase)_phase;

    /// <summary>Gets the number of requests that are being answered.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Gets a token that is cancelled when another signal to stop has come.</summary>
    public CancellationToken Hastened { get; }

    public void Begin() => Enter(DrainPhase.Serving);

    /// <summary>Goes on to a phase. Never goes back.</summary>
    public void Enter(DrainPhase phase)
    {
        lock (_lock)
        {
            if (phase <= Phase)
                return;

            _entered.Add((phase, _time.GetTimestamp()));
            _phase = (int)phase;
        }
    }

    // Not Cancel: this is called in the handler of a signal, which is no place for what waits for the token.
    public void Hasten() => _ = _hastened.CancelAsync();

    public void BeginRequest() => Interlocked.Increment(ref _requests);

    public void EndRequest() => Interlocked.Decrement(ref _requests);

    /// <summary>Gets how long the stop has taken so far.</summary>
    public TimeSpan Elapsed => DurationOf(DrainPhase.Serving, DrainPhase.FlushingTelemetry);

    /// <summary>Gets how long a phase took, or has taken so far.</summary>
    public TimeSpan DurationOf(DrainPhase phase) => DurationOf(phase, phase);

    public void Dispose() => _hastened.Dispose();

    private TimeSpan DurationOf(DrainPhase first, DrainPhase last)
    {
        lock (_lock)
        {
            var begin = _entered.FindIndex(entry => entry.Phase >= first);
            if (begin < 0 || _entered[begin].Phase > last)
                return TimeSpan.Zero;

            var end = _entered.FindIndex(entry => entry.Phase > last);
            return _time.GetElapsedTime(_entered[begin].Since, end < 0 ? _time.GetTimestamp() : _entered[end].Since);
        }
    }
}
