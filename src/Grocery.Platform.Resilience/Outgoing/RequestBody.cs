using System.Net.Http.Json;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Which bodies can be sent again from their first byte.</summary>
internal static class RequestBody
{
    public static BodyRepeatability RepeatabilityOf(HttpContent? content, HttpResilienceOptions options) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent => BodyRepeatability.Yes,
        _ when options.MaxRetries == 0 => BodyRepeatability.No,
        StreamContent stream when IsSeekable(stream) => BodyRepeatability.Yes,
        MultipartContent parts when parts.All(part => RepeatabilityOf(part, options) is BodyRepeatability.Yes) => BodyRepeatability.Yes,
        _ => content.Headers.ContentLength <= options.RequestBufferLimit ? BodyRepeatability.OnceBuffered : BodyRepeatability.No,
    };

    // StreamContent hides its stream, but knows a length that nobody has set only when the stream can seek.
    private static bool IsSeekable(StreamContent content) =>
        content.GetType() == typeof(StreamContent)
        && !content.Headers.Contains("Content-Length")
        && content.Headers.ContentLength is not null;
}
