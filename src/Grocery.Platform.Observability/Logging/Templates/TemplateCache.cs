using System.Collections.Concurrent;
using Grocery.Platform.Observability.Redaction;
using Serilog.Events;
using Serilog.Parsing;

namespace Grocery.Platform.Observability.Logging.Templates;

/// <summary>Parses each template of the code once. Found by reference: hashing the text would cost more than the rest of the look-up.</summary>
/// <remarks>
/// Texts that are made anew for each call are never found again and must not fill the memory: long ones are not kept, and when as many as
/// fit have come, those that were not asked for meanwhile go.
/// </remarks>
internal sealed class TemplateCache(Redactor redactor)
{
    private const int Most = 1000;
    private const int Longest = 1024;
    private const int RecentCount = 256;

    private readonly MessageTemplateParser _parser = new();
    private readonly Template _empty = new(MessageTemplate.Empty, static _ => false);

    // One place for all texts of the same length and letters: mostly right, and found without a hash.
    private readonly Template?[] _recent = new Template?[RecentCount];

    private ConcurrentDictionary<string, Template> _young = new(ReferenceEqualityComparer.Instance);
    private ConcurrentDictionary<string, Template> _old = new(ReferenceEqualityComparer.Instance);

    public Template Get(string text)
    {
        if (text.Length is 0 or > Longest)
            return text.Length == 0 ? _empty : Parse(text);

        ref var recent = ref _recent[(text.Length + (text[0] * 31) + (text[text.Length / 2] * 17)) & (RecentCount - 1)];
        if (recent is { } known && ReferenceEquals(known.Text, text))
            return known;

        return recent = _young.TryGetValue(text, out var template) ? template : Add(text);
    }

    private Template Add(string text)
    {
        var template = _old.TryGetValue(text, out var known) ? known : Parse(text);

        // Two threads that come here together make one generation shorter, and some templates are parsed again.
        if (_young.Count >= Most)
            (_old, _young) = (_young, new ConcurrentDictionary<string, Template>(ReferenceEqualityComparer.Instance));

        return _young.GetOrAdd(text, template);
    }

    private Template Parse(string text) => new(_parser.Parse(text), redactor.IsSensitiveName);
}
