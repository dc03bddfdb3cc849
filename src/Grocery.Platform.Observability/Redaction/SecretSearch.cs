using System.Buffers;
using System.Text;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Finds the known secrets in a text, and what looks like one, by one vectorised search for a part of each; what that finds is looked at
/// closely. Card numbers are searched apart. Immutable.
/// </summary>
internal sealed class SecretSearch
{
    // A vectorised search ignores case and knows few texts, of ASCII and three characters at least. The secrets that would slow it down
    // are searched apart.
    private const int MostTogether = 32;
    private const int ShortestTogether = 3;

    private readonly SecretForm[] _forms;
    private readonly PatternSearch _patterns;
    private readonly SearchValues<string> _together;
    private readonly SearchValues<string>? _apart;
    private readonly bool _cards;

    public SecretSearch(IReadOnlyCollection<string> values, RedactionOptions options)
    {
        Values = values;
        _forms = [.. values.SelectMany(SecretForm.Of)];
        _patterns = new PatternSearch(options);
        _cards = options is { Enabled: true, CardNumbers: true };

        string[] needles = [.. _forms.Select(form => form.Needle).Distinct(StringComparer.Ordinal)];
        var isTogether = needles.Length <= MostTogether && Array.TrueForAll(needles, CanBeTogether);
        _together = SearchValues.Create([.. _patterns.Anchors, .. isTogether ? needles : []], StringComparison.OrdinalIgnoreCase);
        _apart = isTogether ? null : SearchValues.Create(needles, StringComparison.Ordinal);
    }

    public IReadOnlyCollection<string> Values { get; }

    public bool IsAny(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAny(_together);
        return (first >= 0 && Find(text, first, null))
            || (_apart is not null && FindApart(text, null))
            || FindCard(text, 0).End > 0;
    }

    public List<MaskedRange> FindAll(ReadOnlySpan<char> text)
    {
        var found = new List<MaskedRange>();
        var first = text.IndexOfAny(_together);
        if (first >= 0)
            Find(text, first, found);

        FindApart(text, found);
        for (var card = FindCard(text, 0); card.End > 0; card = FindCard(text, card.End))
            found.Add(card);

        return found;
    }

    private static bool CanBeTogether(string needle) => needle.Length >= ShortestTogether && Ascii.IsValid(needle);

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
            var isFound = _patterns.IsAt(text, at, masked, found) | (_apart is null && IsAt(text, at, found));
            if (isFound && found is null)
                return true;
        }

        return found is { Count: > 0 };
    }

    private bool FindApart(ReadOnlySpan<char> text, List<MaskedRange>? found)
    {
        if (_apart is null)
            return false;

        for (var at = IndexOf(text, 0, _apart); at >= 0; at = IndexOf(text, at + 1, _apart))
        {
            if (IsAt(text, at, found) && found is null)
                return true;
        }

        return found is { Count: > 0 };
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
