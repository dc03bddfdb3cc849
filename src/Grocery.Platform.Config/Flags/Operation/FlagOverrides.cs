using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Flags.Operation;

/// <summary>What operators say of flags. Each ends by itself, in time.</summary>
internal sealed class FlagOverrides(TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    /// <summary>The most that hold at a time.</summary>
    public const int Most = 100;

    private readonly Lock _lock = new();
    private readonly ILogger _logger = loggers.CreateLogger(FeatureFlags.Category);
    private ITimer? _timer;

    // Read without the lock; written under it.
    private volatile FlagOverride[] _current = [];

    public IReadOnlyList<FlagOverride> Current => _current;

    /// <summary>Sets what is told of every change.</summary>
    public Action? Changed { private get; set; }

    public FlagOverride? Find(string flag) => Array.Find(_current, item => IsOf(item, flag));

    /// <summary>Says whether a flag is on, in the place of what was said before.</summary>
    /// <returns><see langword="false"/> when there are too many.</returns>
    public bool TrySet(string flag, bool isOn, TimeSpan ttl, Operator by)
    {
        lock (_lock)
        {
            var others = Array.FindAll(_current, item => !IsOf(item, flag));
            if (others.Length == Most)
                return false;

            var now = time.GetTimestamp();
            Replace_NeedsLock([.. others, new FlagOverride(flag, isOn, by, time.GetUtcNow(), now, ttl)], now);
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Ends what was said of a flag.</summary>
    /// <returns><see langword="false"/> when nothing was.</returns>
    public bool TryEnd(string flag)
    {
        lock (_lock)
        {
            var others = Array.FindAll(_current, item => !IsOf(item, flag));
            if (others.Length == _current.Length)
                return false;

            Replace_NeedsLock(others, time.GetTimestamp());
        }

        Changed?.Invoke();
        return true;
    }

    public void Dispose()
    {
        lock (_lock)
            _timer?.Dispose();
    }

    private static bool IsOf(FlagOverride item, string flag) => item.Flag.Equals(flag, StringComparison.OrdinalIgnoreCase);

    private void Replace_NeedsLock(FlagOverride[] current, long now)
    {
        _current = current;
        _timer ??= time.CreateTimer(static overrides => ((FlagOverrides)overrides!).FallBack(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (current.Length == 0)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // One that is over by a millisecond must not be taken for an infinite wait.
        var left = current.Min(item => item.GetLeft(time, now));
        _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void FallBack()
    {
        FlagOverride[] ended;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            ended = Array.FindAll(_current, item => item.GetLeft(time, now) <= TimeSpan.Zero);
            Replace_NeedsLock(Array.FindAll(_current, item => item.GetLeft(time, now) > TimeSpan.Zero), now);
        }

        if (ended.Length == 0)
            return;

        try
        {
            Changed?.Invoke();
            foreach (var item in ended)
            {
                var state = FlagOutcome.NameOf(item.IsOn);
                Log.FlagFellBack(_logger, item.Flag, state);
            }
        }
        catch (Exception)
        {
            // What a sink of the log throws on the timer's thread would end the process.
        }
    }
}
