namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>
/// When the work that is under way must have ended. It flows with the asynchronous call; an inner one never ends later than an outer
/// one. Disposing it ends its scope: work that outlives the scope in time is bound by it no more, work that was late for a while yet.
/// </summary>
internal sealed class AmbientDeadline : IDisposable
{
    private static readonly AsyncLocal<AmbientDeadline?> Flowing = new();

    // Of timers, the coarsest of which count in 15.6 ms and may fire as much too early.
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(20);

    // Of what goes on past its time. A loop that was begun in a late request carries its deadline for the life of the process.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly AmbientDeadline? _outer;
    private readonly long _start;
    private readonly TimeSpan _length;
    private volatile bool _isLifted;
    private volatile bool _hasEndedLate;

    private AmbientDeadline(TimeProvider time, AmbientDeadline? outer, TimeSpan length, bool isDefault) =>
        (_time, _outer, _start, _length, IsDefault) = (time, outer, time.GetTimestamp(), length, isDefault);

    /// <summary>Gets the deadline of the work under way, or <see langword="null"/> when it has none.</summary>
    public static AmbientDeadline? Current
    {
        get
        {
            var deadline = Flowing.Value;
            while (deadline is { IsLifted: true })
                deadline = deadline._outer;

            return deadline;
        }
    }

    /// <summary>Gets the time left; zero or less when it is over.</summary>
    public TimeSpan Remaining => _length - _time.GetElapsedTime(_start);

    /// <summary>Gets a value indicating whether a time-out now is the deadline's.</summary>
    public bool IsDue => !IsLifted && Remaining <= Resolution;

    /// <summary>Gets a value indicating whether it binds nothing any more.</summary>
    public bool IsLifted => _isLifted || (_hasEndedLate && Remaining < -Grace);

    /// <summary>Gets a value indicating whether nobody asked for it, so that an endpoint may replace it.</summary>
    public bool IsDefault { get; }

    /// <summary>Begins a deadline inside the current one: the shorter of the two holds.</summary>
    public static AmbientDeadline Begin(TimeProvider time, TimeSpan length, bool isDefault = false)
    {
        var outer = Current;
        var deadline = new AmbientDeadline(time, outer, outer?.Remaining is { } left && left < length ? left : length, isDefault);
        Flowing.Value = deadline;
        return deadline;
    }

    /// <summary>Lets the work go on, bound by the outer deadline only.</summary>
    public void Lift() => _isLifted = true;

    public void Dispose()
    {
        // What is still running after its time must not begin anew without a bound.
        if (Remaining > TimeSpan.Zero)
            Lift();
        else
            _hasEndedLate = true;

        if (ReferenceEquals(Flowing.Value, this))
            Flowing.Value = _outer;
    }
}
