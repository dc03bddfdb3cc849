using Grocery.Platform.Resilience.Deadlines;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>When a call must have ended: by its own deadline, or by that of the work it belongs to when that comes first.</summary>
internal readonly struct CallDeadline
{
    private readonly Kind _kind;

    private CallDeadline(long start, TimeSpan length, Kind kind) => (Start, Length, _kind) = (start, length, kind);

    private enum Kind
    {
        Own,
        OwnWithinThatOfTheWork,
        OfTheWork,
    }

    /// <summary>Gets the time at which the call began.</summary>
    public long Start { get; }

    public TimeSpan Length { get; }

    /// <summary>Gets a value indicating whether the work has a deadline, be it later than this one.</summary>
    public bool HasWork => _kind is not Kind.Own;

    /// <summary>Gets a value indicating whether it is that of the work.</summary>
    public bool IsInherited => _kind is Kind.OfTheWork;

    public static CallDeadline Begin(TimeProvider time, CallOptions options, AmbientDeadline? work)
    {
        var start = time.GetTimestamp();
        if (work is null)
            return new CallDeadline(start, options.Deadline, Kind.Own);

        var left = work.Remaining;
        return left < options.Deadline
            ? new CallDeadline(start, left, Kind.OfTheWork)
            : new CallDeadline(start, options.Deadline, Kind.OwnWithinThatOfTheWork);
    }

    public TimeSpan Left(TimeProvider time) => Length - time.GetElapsedTime(Start);
}
