namespace Grocery.AppHost.Console;

/// <summary>The last things that happened.</summary>
internal sealed class Happenings(TimeProvider time)
{
    private const int Most = 60;

    private readonly Lock _lock = new();
    private readonly Queue<Happening> _all = new();
    private long _number;

    public void Add(string mood, string text, string watch = "")
    {
        lock (_lock)
        {
            _all.Enqueue(new Happening(++_number, time.GetUtcNow(), mood, text, watch));
            if (_all.Count > Most)
                _all.Dequeue();
        }
    }

    /// <summary>Lists them, the newest first.</summary>
    public IReadOnlyList<Happening> List()
    {
        lock (_lock)
            return [.. _all.Reverse()];
    }
}
