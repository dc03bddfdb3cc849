using System.Net.Http.Json;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Which bodies can be sent again from their first byte.</summary>
internal static class RequestBody
{
    /// <summary>The largest body, in bytes, that is held in memory so that it can be sent again.</summary>
    public const int LargestBuffered = 64 * 1024;

    public static Repeatability RepeatabilityOf(HttpContent? content) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent => Repeatability.Yes,
        StreamContent stream when IsSeekable(stream) => Repeatability.Yes,
        MultipartContent parts when parts.All(part => RepeatabilityOf(part) is Repeatability.Yes) => Repeatability.Yes,
        _ => content.Headers.ContentLength is <= LargestBuffered ? Repeatability.OnceBuffered : Repeatability.No,
    };

    // StreamContent hides its stream, but knows a length that nobody has set only when the stream can seek.
    private static bool IsSeekable(StreamContent content) =>
        content.GetType() == typeof(StreamContent)
        && !content.Headers.Contains("Content-Length")
        && content.Headers.ContentLength is not null;
}
