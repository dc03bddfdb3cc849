using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>The levels that hold for a time. A change has all filter rules read again, so that a disabled level costs what it always does.</summary>
internal sealed class LevelOverrides(TimeProvider time) : IOptionsChangeTokenSource<LoggerFilterOptions>, IDisposable
{
    /// <summary>The most that hold at a time: each makes every new logger a little slower.</summary>
    public const int Most = 100;

    private readonly Lock _lock = new();
    private readonly Lock _announcing = new();
    private ITimer? _timer;

    // Read without the lock; written under it.
    private volatile LevelOverride[] _current = [];
    private volatile CancellationTokenSource _change = new();

    public string Name => Microsoft.Extensions.Options.Options.DefaultName;

    public IReadOnlyList<LevelOverride> Current => _current;

    /// <summary>Sets what is told of a level that has fallen back in time.</summary>
    public Action<LevelOverride>? FellBack { private get; set; }

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

    /// <summary>Sets a level in the place of the one that holds for the same logger, if any.</summary>
    /// <returns><see langword="false"/> when there are too many.</returns>
    public bool TrySet(string logger, LogLevel level, TimeSpan ttl, Operator by)
    {
        lock (_lock)
        {
            var others = Without(logger);
            if (others.Length == Most)
                return false;

            var now = time.GetUtcNow();
            Replace_NeedsLock([.. others, new LevelOverride(logger, level, by, now, now + ttl)]);
        }

        Announce();
        return true;
    }

    /// <summary>Ends the override of a logger.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool TryEnd(string logger)
    {
        lock (_lock)
        {
            var others = Without(logger);
            if (others.Length == _current.Length)
                return false;

            Replace_NeedsLock(others);
        }

        Announce();
        return true;
    }

    public void Dispose()
    {
        lock (_lock)
            _timer?.Dispose();
    }

    private LevelOverride[] Without(string logger) =>
        Array.FindAll(_current, item => !item.Logger.Equals(logger, StringComparison.OrdinalIgnoreCase));

    private void Replace_NeedsLock(LevelOverride[] current)
    {
        _current = current;
        _timer ??= time.CreateTimer(static overrides => ((LevelOverrides)overrides!).FallBack(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var due = current.Length == 0 ? Timeout.InfiniteTimeSpan : current.Min(item => item.Until) - time.GetUtcNow();
        _timer.Change(due < TimeSpan.Zero && due != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }

    private void FallBack()
    {
        LevelOverride[] ended;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            ended = Array.FindAll(_current, item => item.Until <= now);
            Replace_NeedsLock(Array.FindAll(_current, item => item.Until > now));
        }

        if (ended.Length == 0)
            return;

        try
        {
            Announce();
            foreach (var item in ended)
                FellBack?.Invoke(item);
        }
        catch (Exception)
        {
            // What a listener throws on the timer's thread would end the process; the level has fallen back all the same.
        }
    }

    private void Announce()
    {
        // One after another: a listener takes the next token while it is told, and two at once could leave it with one that is spent.
        lock (_announcing)
        {
            var change = _change;
            _change = new CancellationTokenSource();
            change.Cancel();
        }
    }
}
