using System.Buffers;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Finds the known secrets in a text by one vectorised search for a part of each; what that finds is looked at closely. Patterns and card
/// numbers are searched apart. Immutable.
/// </summary>
internal sealed class SecretSearch
{
    private readonly SecretForm[] _forms;
    private readonly PatternSearch _patterns;
    private readonly SearchValues<string> _needles;
    private readonly bool _cards;

    public SecretSearch(IReadOnlyCollection<string> values, RedactionOptions options)
    {
        Values = values;
        _forms = [.. values.SelectMany(SecretForm.Of)];
        _patterns = new PatternSearch(options);
        _cards = options is { Enabled: true, CardNumbers: true };
        _needles = SearchValues.Create([.. _forms.Select(form => form.Needle)], StringComparison.Ordinal);
    }

    public IReadOnlyCollection<string> Values { get; }

    public bool IsAny(ReadOnlySpan<char> text)
    {
        for (var at = IndexOf(text, 0); at >= 0; at = IndexOf(text, at + 1))
        {
            if (IsAt(text, at, null))
                return true;
        }

        return _patterns.IsAny(text) || FindCard(text, 0).End > 0;
    }

    public List<MaskedRange> FindAll(ReadOnlySpan<char> text)
    {
        var found = new List<MaskedRange>();
        for (var at = IndexOf(text, 0); at >= 0; at = IndexOf(text, at + 1))
            IsAt(text, at, found);

        _patterns.FindAll(text, found);
        for (var card = FindCard(text, 0); card.End > 0; card = FindCard(text, card.End))
            found.Add(card);

        return found;
    }

    private int IndexOf(ReadOnlySpan<char> text, int start)
    {
        if (_forms.Length == 0)
            return -1;

        var found = text[start..].IndexOfAny(_needles);
        return found < 0 ? -1 : start + found;
    }

    private MaskedRange FindCard(ReadOnlySpan<char> text, int start) => _cards ? CardNumberSearch.Find(text, start) : default;

    private bool IsAt(ReadOnlySpan<char> text, int at, List<MaskedRange>? found)
    {
        var isFound = false;
        foreach (var form in _forms)
        {
            if ((found is null || !form.IsInLine) && form.Find(text, at) is { End: > 0 } range)
                isFound = Add(range, found);
        }

        return isFound;
    }

    private static bool Add(MaskedRange range, List<MaskedRange>? found)
    {
        found?.Add(range);
        return true;
    }
}
