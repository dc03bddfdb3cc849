using System.Collections.Concurrent;
using Grocery.Load.Requests;

namespace Grocery.Platform.Comparison.Experiments;

/// <summary>Keeps every request of a drain, and tells which were lost.</summary>
internal sealed class DrainLog : IRequestLog
{
    private readonly ConcurrentQueue<LoadSample> _samples = new();
    private readonly long _began = TimeProvider.System.GetTimestamp();

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>Gets how many found nobody who listens.</summary>
    public int Refused => _samples.Count(IsRefused);

    /// <summary>Gets how many were accepted and then reset, cut off, left without an answer, or answered with a failure.</summary>
    public int Broken => _samples.Count(sample => sample.IsFailed && !IsRefused(sample));

    public int CountAfter(TimeSpan time) => _samples.Count(sample => sample.Start >= time);

    public void Begin(TimeSpan start)
    {
    }

    public void Add(LoadSample sample) => _samples.Enqueue(sample);

    private static bool IsRefused(LoadSample sample) => sample.Failure == FailureKind.Refused;
}
