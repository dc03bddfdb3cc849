using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Which bodies can be sent again from their first byte.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What implements a sequence is written as one, so its interfaces are there.")]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "What implements a sequence is written as one, so its interfaces are there.")]
internal static class RequestBody
{
    private static readonly ConcurrentDictionary<Type, bool> ReadOnceByType = new();

    public static BodyRepeatability RepeatabilityOf(HttpContent? content, HttpResilienceOptions options) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent => BodyRepeatability.Yes,
        JsonContent json => IsReadOnce(json.Value) ? BodyRepeatability.No : BodyRepeatability.Yes,
        _ when options.MaxRetries == 0 => BodyRepeatability.No,
        StreamContent stream when IsSeekable(stream) => BodyRepeatability.Yes,
        MultipartContent parts when AreRepeatable(parts, options) => BodyRepeatability.Yes,
        _ => content.Headers.ContentLength <= options.RequestBufferLimit ? BodyRepeatability.OnceBuffered : BodyRepeatability.No,
    };

    // Beside the others, whose calls would make the closure too.
    private static bool AreRepeatable(MultipartContent parts, HttpResilienceOptions options) =>
        parts.All(part => RepeatabilityOf(part, options) is BodyRepeatability.Yes);

    // What is enumerated while it is written may be at its end after the first time. A collection is not.
    private static bool IsReadOnce(object? value) => value is not (null or string or ICollection)
        && ReadOnceByType.GetOrAdd(value.GetType(), static type => IsReadOnce(type.GetInterfaces()));

    private static bool IsReadOnce(Type[] interfaces) =>
        (interfaces.Contains(typeof(IEnumerable)) && !interfaces.Any(item => Is(item, typeof(ICollection<>)) || Is(item, typeof(IReadOnlyCollection<>))))
        || interfaces.Any(item => Is(item, typeof(IAsyncEnumerable<>)));

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    // StreamContent hides its stream, but knows a length that nobody has set only when the stream can seek.
    private static bool IsSeekable(StreamContent content) =>
        content.GetType() == typeof(StreamContent)
        && !content.Headers.Contains("Content-Length")
        && content.Headers.ContentLength is not null;
}
