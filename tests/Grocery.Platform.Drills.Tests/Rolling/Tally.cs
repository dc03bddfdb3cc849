using System.Collections.Concurrent;

namespace Grocery.Platform.Drills.Tests.Rolling;

/// <summary>What became of the requests of a load.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private int _onKept;
    private int _onNew;
    private int _lastAnswers;

    public int OnKeptConnections => _onKept;

    public int OnNewConnections => _onNew;

    /// <summary>Gets the number of answers after which the server closed a connection that the client would have kept.</summary>
    public int LastAnswers => _lastAnswers;

    public int Failed => _failures.Values.Sum();

    public void CountRequest(bool isKept) => Interlocked.Increment(ref isKept ? ref _onKept : ref _onNew);

    public void CountLastAnswer() => Interlocked.Increment(ref _lastAnswers);

    public void CountFailure(bool isKept, string kind) =>
        _failures.AddOrUpdate($"{kind} on a {(isKept ? "kept" : "new")} connection", 1, (_, count) => count + 1);

    public override string ToString()
    {
        var kinds = string.Join(", ", _failures.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"));
        return $"{Failed} failed of {_onKept} requests on kept and {_onNew} on new connections{(kinds.Length > 0 ? ": " : "")}{kinds}; "
            + $"{_lastAnswers} kept connections closed by an answer";
    }
}
