using Grocery.Platform.Resilience.Deadlines;

namespace Grocery.Platform.Resilience;

/// <summary>
/// The deadline of the work that is under way: of the request that is being answered, or one begun here for background work. It flows
/// with the asynchronous call, and cuts the outgoing calls of the factory's clients without anything being passed.
/// </summary>
public static class RequestDeadline
{
    /// <summary>Gets the time left.</summary>
    /// <value>
    /// Zero when the deadline has passed; <see langword="null"/> when there is none, when the work has outlived a scope that ended in time,
    /// and 30 seconds after the deadline of one that ended late.
    /// </value>
    public static TimeSpan? Remaining => AmbientDeadline.Current?.Remaining is { } left ? TimeSpan.FromTicks(Math.Max(0, left.Ticks)) : null;

    /// <summary>
    /// Begins a deadline for the work until the result is disposed, in the method that called this and all that it calls. Inside another
    /// deadline the shorter of the two holds. It cancels no token: it bounds outgoing calls, and <see cref="Remaining"/> tells it.
    /// </summary>
    /// <param name="length">The time that the work may take, more than zero.</param>
    /// <param name="time">The clock; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>What ends the scope, and restores the deadline around it. Dispose it in the method that began it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is zero or less.</exception>
    public static IDisposable Begin(TimeSpan length, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);

        return AmbientDeadline.Begin(time ?? TimeProvider.System, length);
    }
}
