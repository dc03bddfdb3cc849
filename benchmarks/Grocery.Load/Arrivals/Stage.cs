namespace Grocery.Load.Arrivals;

/// <summary>A part of a load: its rate stays, or goes evenly from one value to another.</summary>
/// <param name="Duration">How long it takes.</param>
/// <param name="From">The arrivals a second at its beginning.</param>
/// <param name="To">The arrivals a second at its end.</param>
internal sealed record Stage(TimeSpan Duration, double From, double To)
{
    /// <summary>Gets how many arrivals are to be expected in it.</summary>
    public double Arrivals => (From + To) / 2 * Duration.TotalSeconds;

    /// <summary>Creates a stage of one rate that outlasts every run.</summary>
    public static Stage Endless(double perSecond) => new(TimeSpan.FromDays(3_650), perSecond, perSecond);

    /// <summary>Gets the time, since its beginning, by which so many arrivals are to be expected.</summary>
    public TimeSpan TimeOf(double arrivals)
    {
        if (arrivals <= 0)
            return TimeSpan.Zero;

        // The root of From t + (To - From) / 2 Duration t² = arrivals, written so that an even rate divides by no zero.
        var growth = (To - From) / Duration.TotalSeconds;
        return TimeSpan.FromSeconds(2 * arrivals / (From + Math.Sqrt(Math.Max(0, (From * From) + (2 * growth * arrivals)))));
    }
}
