using System.Buffers;
using System.Text;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Finds the known secrets in a text, and what looks like one, by one vectorised search for a part of each; what that finds is looked at
/// closely. Many secrets are found by an index, and card numbers are searched apart. Immutable.
/// </summary>
internal sealed class SecretSearch
{
    // The vectorised search ignores case, so that it knows only ASCII, and each text more slows it down.
    private const int MostTogether = 8;

    private readonly Dictionary<string, SecretForm[]> _formsByValue;
    private readonly SecretForm[] _formsTogether;
    private readonly PatternSearch _patterns;
    private readonly SearchValues<string> _together;
    private readonly SecretIndex[] _indexes;
    private readonly bool _cards;

    /// <param name="values">The known secrets.</param>
    /// <param name="options">What looks like a secret.</param>
    /// <param name="previous">A search by the same options whose work is taken over, so that the forms of each secret are found once.</param>
    public SecretSearch(IReadOnlyCollection<string> values, RedactionOptions options, SecretSearch? previous = null)
    {
        Values = values;
        _formsByValue = values.ToDictionary(
            value => value, value => previous?._formsByValue.GetValueOrDefault(value) ?? [.. SecretForm.Of(value)], StringComparer.Ordinal);
        _patterns = previous?._patterns ?? new PatternSearch(options);
        _cards = options is { Enabled: true, CardNumbers: true };

        SecretForm[] forms = [.. _formsByValue.Values.SelectMany(same => same)];
        string[] needles = [.. forms.Select(form => form.Needle).Distinct(StringComparer.Ordinal)];
        var isTogether = needles.Length <= MostTogether && Array.TrueForAll(needles, needle => Ascii.IsValid(needle));
        _formsTogether = isTogether ? forms : [];
        _together = SearchValues.Create([.. _patterns.Anchors, .. isTogether ? needles : []], StringComparison.OrdinalIgnoreCase);
        _indexes = isTogether ? [] : SecretIndex.Of(forms);
    }

    public IReadOnlyCollection<string> Values { get; }

    public bool IsAny(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAny(_together);
        return (first >= 0 && Find(text, first, null))
            || FindIndexed(text, null)
            || FindCard(text, 0).End > 0;
    }

    public List<MaskedRange> FindAll(ReadOnlySpan<char> text)
    {
        var found = new List<MaskedRange>();
        var first = text.IndexOfAny(_together);
        if (first >= 0)
            Find(text, first, found);

        FindIndexed(text, found);
        for (var card = FindCard(text, 0); card.End > 0; card = FindCard(text, card.End))
            found.Add(card);

        return found;
    }

    private static int IndexOf(ReadOnlySpan<char> text, int start, SearchValues<string> values)
    {
        var found = text[start..].IndexOfAny(values);
        return found < 0 ? -1 : start + found;
    }

    // Without a list, whether there is any.
    private bool Find(ReadOnlySpan<char> text, int first, List<MaskedRange>? found)
    {
        Span<int> masked = stackalloc int[_patterns.KindCount];
        masked.Clear();
        for (var at = first; at >= 0; at = IndexOf(text, at + 1, _together))
        {
            var isFound = _patterns.IsAt(text, at, masked, found) | IsAt(text, at, found);
            if (isFound && found is null)
                return true;
        }

        return found is { Count: > 0 };
    }

    private bool FindIndexed(ReadOnlySpan<char> text, List<MaskedRange>? found)
    {
        var isFound = false;
        foreach (var index in _indexes)
        {
            isFound |= index.Find(text, found);
            if (isFound && found is null)
                return true;
        }

        return isFound;
    }

    private MaskedRange FindCard(ReadOnlySpan<char> text, int start) => _cards ? CardNumberSearch.Find(text, start) : default;

    private bool IsAt(ReadOnlySpan<char> text, int at, List<MaskedRange>? found)
    {
        var isFound = false;
        foreach (var form in _formsTogether)
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
