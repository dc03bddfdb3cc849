namespace Grocery.AppHost.Telemetry;

/// <summary>Times as the protocol writes them: nanoseconds since 1970.</summary>
internal static class OtlpTime
{
    private const ulong NanosecondsPerTick = 100;

    /// <exception cref="InvalidDataException">The time is past the year 9999.</exception>
    public static DateTimeOffset Read(ulong nanoseconds)
    {
        var ticks = nanoseconds / NanosecondsPerTick;
        return ticks <= (ulong)(DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks
            ? DateTimeOffset.UnixEpoch.AddTicks((long)ticks)
            : throw new InvalidDataException($"{nanoseconds} is no time.");
    }
}
