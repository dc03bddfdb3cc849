using Grocery.Load.Requests;

namespace Grocery.AppHost.Load;

/// <summary>What became of the requests of a load. Safe for concurrent use.</summary>
internal sealed class LoadLog : IRequestLog
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _underWay = [];
    private List<LoadSample> _samples = [];

    /// <summary>Gets when its times begin to count, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long Began { get; } = TimeProvider.System.GetTimestamp();

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(Began);

    public void Begin(TimeSpan start)
    {
        lock (_lock)
            _underWay.Add(start);
    }

    public void Add(LoadSample sample)
    {
        lock (_lock)
        {
            _underWay.Remove(sample.Start);
            _samples.Add(sample);
        }
    }

    /// <summary>Gets the requests that were meant to start within a time.</summary>
    public IReadOnlyList<LoadSample> Between(TimeSpan from, TimeSpan to)
    {
        lock (_lock)
            return [.. _samples.Where(sample => sample.Start >= from && sample.Start < to)];
    }

    /// <summary>Gets the time up to which every request that was meant to start since <paramref name="from"/> has ended.</summary>
    public TimeSpan CompleteUntil(TimeSpan from)
    {
        lock (_lock)
            return _underWay.Where(start => start >= from).DefaultIfEmpty(Now).Min();
    }

    /// <summary>Takes all out, so that a load can go on for days.</summary>
    public IReadOnlyList<LoadSample> Take()
    {
        lock (_lock)
        {
            var taken = _samples;
            _samples = [];
            return taken;
        }
    }
}
