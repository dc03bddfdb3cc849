using System.Collections.Concurrent;
using Grocery.Platform.Observability.Redaction;
using Serilog.Events;
using Serilog.Parsing;

namespace Grocery.Platform.Observability.Logging.Templates;

/// <summary>Parses each template of the code once. Found by reference: hashing the text would cost more than the rest of the look-up.</summary>
/// <remarks>A template that is made anew for each call is never found; when as many as fit have come, such ones are parsed each time.</remarks>
internal sealed class TemplateCache(Redactor redactor)
{
    private const int Most = 2000;
    private const int RecentCount = 256;

    private readonly ConcurrentDictionary<string, Template> _templates = new(ReferenceEqualityComparer.Instance);
    private readonly MessageTemplateParser _parser = new();

    // One place for all texts of the same length and letters: mostly right, and found without a hash.
    private readonly Template?[] _recent = new Template?[RecentCount];
    private int _count;

    public Template Get(string text)
    {
        if (text.Length == 0)
            return Template.Empty;

        ref var recent = ref _recent[(text.Length + (text[0] * 31) + (text[text.Length / 2] * 17)) % RecentCount];
        if (recent is { } known && ReferenceEquals(known.Text, text))
            return known;

        return recent = _templates.TryGetValue(text, out var template) ? template : Add(text, _parser.Parse(text));
    }

    public Template Get(MessageTemplate source) => _templates.TryGetValue(source.Text, out var template) ? template : Add(source.Text, source);

    private Template Add(string text, MessageTemplate source)
    {
        var template = new Template(source, redactor.IsSensitiveName);
        if (_count < Most && _templates.TryAdd(text, template))
            Interlocked.Increment(ref _count);

        return template;
    }
}
