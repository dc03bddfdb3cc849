namespace Grocery.Platform.Health.Checks;

/// <summary>Runs the lazy checks when somebody asks for the report: each at most once a period, however many ask.</summary>
internal sealed class LazyChecks
{
    private readonly TimeProvider _time;
    private readonly Lazy<CheckTurn[]> _turns;
    private readonly Lock _lock = new();
    private readonly Dictionary<CheckTurn, (Task Run, long Since)> _runs = [];

    public LazyChecks(HealthSnapshot snapshot, CheckTurns turns, TimeProvider time)
    {
        _time = time;
        _turns = new(() => [.. snapshot.LazyChecks.Select(turns.Of)]);
    }

    /// <summary>Runs what has not run for its period, and waits for what runs; never longer than the time-outs of the checks.</summary>
    public Task RefreshAsync(CancellationToken stopping)
    {
        if (_turns.Value.Length == 0)
            return Task.CompletedTask;

        lock (_lock)
            return Task.WhenAll(_turns.Value.Select(RunIfDue)).WaitAsync(stopping);
    }

    // Not cancelled with the request that happened to start it: others wait for the same run.
    private Task RunIfDue(CheckTurn turn)
    {
        var isDue = !_runs.TryGetValue(turn, out var last)
            || (last.Run.IsCompleted && _time.GetElapsedTime(last.Since) >= turn.Check.Settings.Period);
        if (isDue)
            _runs[turn] = last = (turn.TakeAsync(CancellationToken.None), _time.GetTimestamp());

        return last.Run;
    }
}
