using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Grocery.Platform.Observability.Logging;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>Masks what is secret in the name, the attributes, the status and the events of a span that has ended.</summary>
internal sealed class SpanRedactor(Redactor redactor)
{
    private const long SmallestCard = 1_000_000_000_000;

    // A service has a few dozen. Names beyond that are made up from values, and not worth their memory.
    private const int MostNames = 1000;

    // Longer ones are made for one span, and not worth their memory.
    private const int LongestRemembered = 100;

    private readonly ConcurrentDictionary<string, Name> _names = new(StringComparer.Ordinal);
    private int _nameCount = -1;
    private volatile CleanTexts? _clean;

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

    // SetTag finds only the first of equal keys; each tag lies in the span's own memory, where another can be put in its place.
    private void RedactTags(Activity span)
    {
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            var value = Redact(tag.Key, tag.Value);
            if (!ReferenceEquals(value, tag.Value))
                Unsafe.AsRef(in tag) = KeyValuePair.Create(tag.Key, value);
        }
    }

    // An event cannot be taken off its span, but it lies in the span's own memory, where another can be put in its place.
    private void RedactEvent(ref readonly ActivityEvent item)
    {
        var isDirty = !redactor.IsClean(item.Name);
        foreach (ref readonly var tag in item.EnumerateTagObjects())
            isDirty |= !ReferenceEquals(Redact(tag.Key, tag.Value), tag.Value);

        if (isDirty)
        {
            var tags = new ActivityTagsCollection(item.Tags.Select(tag => KeyValuePair.Create(tag.Key, Redact(tag.Key, tag.Value))));
            Unsafe.AsRef(in item) = new ActivityEvent(redactor.Redact(item.Name), item.Timestamp, tags);
        }
    }

    // Gives back the same instance when there is nothing to mask.
    private object? Redact(string key, object? value) => value switch
    {
        null or bool or char or double or float or int or uint or short or ushort or byte or sbyte => value,
        long and > -SmallestCard and < SmallestCard => value,
        Array { Length: 0 } or bool[] or double[] or int[] or byte[] => value,
        string text => Redact(NameOf(key), text),
        Array when NameOf(key).IsSensitive => SecretValues.Mask,
        Array { Rank: 1 } items => Redact(items),
        _ => Redact(value),
    };

    private Name NameOf(string key)
    {
        if (_names.TryGetValue(key, out var name))
            return name;

        name = new Name(redactor.IsSensitiveName(key), -1);
        if (_nameCount >= MostNames - 1 || Interlocked.Increment(ref _nameCount) is var place && place >= MostNames)
            return name;

        return _names.GetOrAdd(key, name with { Place = place });
    }

    private string Redact(Name name, string text)
    {
        if (name.IsSensitive)
            return SecretValues.Mask;
        if (name.Place < 0 || text.Length > LongestRemembered)
            return redactor.Redact(text);

        // Asked first: a secret that is learned meanwhile makes what is remembered here old.
        var known = redactor.Known;
        var clean = _clean;
        if (clean is null || !ReferenceEquals(clean.Known, known))
            _clean = clean = new CleanTexts(known, new string?[MostNames]);

        ref var last = ref clean.Last[name.Place];
        if (ReferenceEquals(last, text))
            return text;

        var redacted = redactor.Redact(text);
        if (ReferenceEquals(redacted, text))
            last = text;

        return redacted;
    }

    private object Redact(object value)
    {
        var text = SafeText.Of(value);
        return redactor.IsClean(text) ? value : redactor.Redact(text);
    }

    private object Redact(Array items)
    {
        var texts = items.Cast<object?>().Select(SafeText.Of).ToArray();
        return Array.TrueForAll(texts, text => redactor.IsClean(text)) ? items : Array.ConvertAll(texts, redactor.Redact);
    }

    /// <summary>What is known of the name of an attribute.</summary>
    /// <param name="IsSensitive">Whether it says that the value is secret.</param>
    /// <param name="Place">Its place among those that are remembered; negative when it is not.</param>
    private sealed record Name(bool IsSensitive, int Place);

    /// <summary>The last text under each name that held nothing to redact: methods, routes and the like are one object in every span.</summary>
    /// <param name="Known">What was searched for.</param>
    /// <param name="Last">The texts, by the place of their name.</param>
    private sealed record CleanTexts(object Known, string?[] Last);
}
