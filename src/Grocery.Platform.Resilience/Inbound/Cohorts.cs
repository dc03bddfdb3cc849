namespace Grocery.Platform.Resilience.Inbound;

/// <summary>
/// Tells the young requests in flight from those that last much longer than is usual, such as streams. Turning is for one at a time.
/// </summary>
internal sealed class Cohorts(TimeProvider time)
{
    // A request is young for one to two stretches, so for about as long as its latency counts in full.
    private const int UsualInStretch = 5;
    private static readonly TimeSpan ShortestStretch = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStretch = TimeSpan.FromSeconds(30);

    private volatile Pair _pair = new(new Cohort(), new Cohort(), time.GetTimestamp());

    /// <summary>Gets how many requests in flight are young.</summary>
    public int Young
    {
        get
        {
            var pair = _pair;
            return pair.Current.Count + pair.Before.Count;
        }
    }

    /// <summary>Counts a request in.</summary>
    public Cohort Enter()
    {
        var cohort = _pair.Current;
        cohort.Enter();
        return cohort;
    }

    /// <summary>Begins a new stretch if the current one has lasted long enough: who came before it is young no more.</summary>
    /// <param name="now">The timestamp of now.</param>
    /// <param name="usual">The usual latency in ticks; 0 while it is not known.</param>
    public void Turn(long now, double usual)
    {
        var pair = _pair;
        var stretch = Math.Clamp(UsualInStretch * usual, ShortestStretch.Ticks, LongestStretch.Ticks);
        if (time.GetElapsedTime(pair.Start, now).Ticks >= stretch)
            _pair = new Pair(new Cohort(), pair.Current, now);
    }

    private sealed record Pair(Cohort Current, Cohort Before, long Start);
}
