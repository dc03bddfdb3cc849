using System.Buffers;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Finds what looks like a secret by one vectorised search for the fixed texts with which it begins. What a text costs grows with its
/// length only, however often a pattern stands within its own match. Immutable.
/// </summary>
internal sealed class PatternSearch
{
    private readonly SecretPattern[] _patterns;
    private readonly int[] _kinds;
    private readonly int _kindCount;
    private readonly SearchValues<string> _anchors;

    public PatternSearch(RedactionOptions options)
    {
        _patterns = [.. SecretPattern.Of(options)];
        var matchers = _patterns.Select(pattern => pattern.Match).Distinct().ToList();
        _kinds = [.. _patterns.Select(pattern => matchers.IndexOf(pattern.Match))];
        _kindCount = matchers.Count;
        _anchors = SearchValues.Create([.. _patterns.Select(pattern => pattern.Anchor)], StringComparison.OrdinalIgnoreCase);
    }

    public bool IsAny(ReadOnlySpan<char> text)
    {
        var first = IndexOf(text, 0);
        return first >= 0 && IsAnyFrom(text, first);
    }

    private bool IsAnyFrom(ReadOnlySpan<char> text, int first)
    {
        Span<int> masked = stackalloc int[_kindCount];
        masked.Clear();
        for (var at = first; at >= 0; at = IndexOf(text, at + 1))
        {
            if (IsAt(text, at, masked, null))
                return true;
        }

        return false;
    }

    public void FindAll(ReadOnlySpan<char> text, List<MaskedRange> found)
    {
        Span<int> masked = stackalloc int[_kindCount];
        masked.Clear();
        for (var at = IndexOf(text, 0); at >= 0; at = IndexOf(text, at + 1))
            IsAt(text, at, masked, found);
    }

    private int IndexOf(ReadOnlySpan<char> text, int start)
    {
        var found = text[start..].IndexOfAny(_anchors);
        return found < 0 ? -1 : start + found;
    }

    private bool IsAt(ReadOnlySpan<char> text, int at, Span<int> masked, List<MaskedRange>? found)
    {
        var isFound = false;
        for (var i = 0; i < _patterns.Length; i++)
        {
            ref var end = ref masked[_kinds[i]];
            if (_patterns[i].Find(text, at, end) is not { End: > 0 } range)
                continue;

            isFound = true;
            end = Math.Max(end, range.End);
            found?.Add(range);
        }

        return isFound;
    }
}
