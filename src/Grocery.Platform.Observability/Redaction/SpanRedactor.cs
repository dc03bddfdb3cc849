using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>Masks what is secret in the name, the attributes, the status and the events of a span that has ended.</summary>
internal sealed class SpanRedactor(Redactor redactor)
{
    public void Redact(Activity span)
    {
        if (!redactor.IsClean(span.DisplayName))
            span.DisplayName = redactor.Redact(span.DisplayName);
        if (span.StatusDescription is { } description && !redactor.IsClean(description))
            span.SetStatus(span.Status, redactor.Redact(description));

        RedactTags(span);
        foreach (ref readonly var item in span.EnumerateEvents())
            RedactEvent(in item);
    }

    private void RedactTags(Activity span)
    {
        List<KeyValuePair<string, object?>>? masked = null;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (IsDirty(tag.Key, tag.Value))
                (masked ??= []).Add(KeyValuePair.Create(tag.Key, Redact(tag.Key, tag.Value)));
        }

        foreach (var (key, value) in masked ?? [])
            span.SetTag(key, value);
    }

    // An event cannot be taken off its span, but it lies in the span's own memory, where another can be put in its place.
    private void RedactEvent(ref readonly ActivityEvent item)
    {
        var isDirty = false;
        foreach (ref readonly var tag in item.EnumerateTagObjects())
            isDirty |= IsDirty(tag.Key, tag.Value);

        if (isDirty)
        {
            var tags = new ActivityTagsCollection(item.Tags.Select(tag => KeyValuePair.Create(tag.Key, Redact(tag.Key, tag.Value))));
            Unsafe.AsRef(in item) = new ActivityEvent(item.Name, item.Timestamp, tags);
        }
    }

    private bool IsDirty(string key, object? value) => value switch
    {
        string text => !redactor.IsClean(text) || redactor.IsSensitiveName(key),
        string[] texts => Array.Exists(texts, text => !redactor.IsClean(text)) || redactor.IsSensitiveName(key),
        _ => false,
    };

    private object? Redact(string key, object? value) => value switch
    {
        string or string[] when redactor.IsSensitiveName(key) => SecretValues.Mask,
        string text => redactor.Redact(text),
        string[] texts => Array.ConvertAll(texts, redactor.Redact),
        _ => value,
    };
}
