using System.Buffers;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Finds the known secrets and the patterns in a text by one vectorised search for what each begins with or contains; what that finds
/// is looked at closely. Card numbers are searched by their digits. Immutable.
/// </summary>
internal sealed class SecretSearch
{
    private readonly SecretForm[] _forms;
    private readonly SecretPattern[] _patterns;
    private readonly SearchValues<string> _search;
    private readonly bool _cards;

    public SecretSearch(IReadOnlyCollection<string> values, RedactionOptions options)
    {
        Values = values;
        _forms = [.. values.SelectMany(SecretForm.Of)];
        _patterns = [.. SecretPattern.Of(options)];
        _cards = options is { Enabled: true, CardNumbers: true };
        _search = SearchValues.Create(
            [.. _forms.Select(form => form.Needle), .. _patterns.Select(pattern => pattern.Anchor)], StringComparison.OrdinalIgnoreCase);
    }

    public IReadOnlyCollection<string> Values { get; }

    public bool IsAny(ReadOnlySpan<char> text)
    {
        for (var at = IndexOf(text, 0); at >= 0; at = IndexOf(text, at + 1))
        {
            if (IsAt(text, at, null))
                return true;
        }

        return _cards && CardNumberSearch.Find(text, 0).End > 0;
    }

    public List<MaskedRange> FindAll(ReadOnlySpan<char> text)
    {
        var found = new List<MaskedRange>();
        for (var at = IndexOf(text, 0); at >= 0; at = IndexOf(text, at + 1))
            IsAt(text, at, found);

        for (var card = FindCard(text, 0); card.End > 0; card = FindCard(text, card.End))
            found.Add(card);

        return found;
    }

    private int IndexOf(ReadOnlySpan<char> text, int start)
    {
        var found = text[start..].IndexOfAny(_search);
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

        foreach (var pattern in _patterns)
        {
            if (pattern.Find(text, at) is { End: > 0 } range)
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
