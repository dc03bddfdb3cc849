namespace Grocery.Samples.TestSupport;

/// <summary>The clock of one machine: what it says can jump, while its timers and the time that they measure go on.</summary>
public sealed class MovedClock : TimeProvider
{
    private long _ahead;

    /// <summary>Gets or sets how far it is ahead of the machine's.</summary>
    public TimeSpan Ahead
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _ahead));
        set => Volatile.Write(ref _ahead, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
