namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>When the work that is under way must have ended. It flows with the asynchronous call; an inner one never ends later than an outer one.</summary>
internal sealed class AmbientDeadline
{
    private static readonly AsyncLocal<AmbientDeadline?> Flowing = new();

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _length;

    private AmbientDeadline(TimeProvider time, TimeSpan length) => (_time, _start, _length) = (time, time.GetTimestamp(), length);

    /// <summary>Gets the deadline of the work under way, or <see langword="null"/> when it has none.</summary>
    public static AmbientDeadline? Current => Flowing.Value;

    /// <summary>Gets the time left; zero or less when it is over.</summary>
    public TimeSpan Remaining => _length - _time.GetElapsedTime(_start);
}
