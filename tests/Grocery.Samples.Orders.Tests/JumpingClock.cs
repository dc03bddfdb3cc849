namespace Grocery.Samples.Orders.Tests;

/// <summary>The clock of one machine: what it says can jump, while its timers and the time that they measure go on.</summary>
public sealed class JumpingClock : TimeProvider
{
    /// <summary>Gets or sets how far it is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
