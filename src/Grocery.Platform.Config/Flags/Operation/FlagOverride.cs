namespace Grocery.Platform.Config.Flags.Operation;

/// <summary>What an operator says of a flag for a time.</summary>
/// <param name="Flag">The name of the flag.</param>
/// <param name="IsOn">Whether it is on for everybody, or off for everybody.</param>
/// <param name="By">Who said it.</param>
/// <param name="Since">When.</param>
/// <param name="SetAt">When, on a clock that nobody sets.</param>
/// <param name="Ttl">How long after that the flag falls back to its definition.</param>
internal sealed record FlagOverride(string Flag, bool IsOn, Operator By, DateTimeOffset Since, long SetAt, TimeSpan Ttl)
{
    public TimeSpan GetLeft(TimeProvider time, long now) => Ttl - time.GetElapsedTime(SetAt, now);
}
