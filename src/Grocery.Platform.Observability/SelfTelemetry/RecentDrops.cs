namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>Remembers why something was dropped in the last minute. Safe for concurrent use, and takes no lock.</summary>
internal sealed class RecentDrops(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private volatile Drop? _last;

    /// <summary>Gets the reason of the last drop, or <see langword="null"/> when the last minute saw none.</summary>
    public string? Reason => _last is { } last && time.GetElapsedTime(last.Timestamp) < Window ? last.Reason : null;

    public void Add(string reason)
    {
        // Drops come in floods: one a second tells as much.
        var now = time.GetTimestamp();
        if (_last is not { } last || last.Reason != reason || now - last.Timestamp >= time.TimestampFrequency)
            _last = new Drop(now, reason);
    }

    private sealed record Drop(long Timestamp, string Reason);
}
