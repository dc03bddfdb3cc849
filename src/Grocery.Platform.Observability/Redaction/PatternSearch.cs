namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Finds what looks like a secret at the fixed texts with which it begins. What a text costs grows with its length only, however often a
/// pattern stands within its own match. Immutable.
/// </summary>
internal sealed class PatternSearch
{
    private readonly SecretPattern[] _patterns;
    private readonly int[] _kinds;

    public PatternSearch(RedactionOptions options)
    {
        _patterns = [.. SecretPattern.Of(options)];
        var matchers = _patterns.Select(pattern => pattern.Match).Distinct().ToList();
        _kinds = [.. _patterns.Select(pattern => matchers.IndexOf(pattern.Match))];
        KindCount = matchers.Count;
    }

    /// <summary>Gets the texts with which a pattern begins, in any case.</summary>
    public IEnumerable<string> Anchors => _patterns.Select(pattern => pattern.Anchor);

    /// <summary>Gets how many kinds of patterns there are.</summary>
    public int KindCount { get; }

    /// <summary>Looks for a pattern that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="masked">Up to where each kind has been found; zeros at first, for all places of a text.</param>
    /// <param name="found">Gets what is found, unless it is <see langword="null"/>.</param>
    public bool IsAt(ReadOnlySpan<char> text, int at, Span<int> masked, List<MaskedRange>? found)
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
