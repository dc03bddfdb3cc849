namespace Grocery.Slo.Definition;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearNames
{
    private const int Most = 3;

    /// <summary>Says which of some names is meant, or which there are.</summary>
    public static string Suggest(string wrong, IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct().Order(StringComparer.Ordinal)];
        string[] near =
        [
            .. all.Select(name => (Name: name, Distance: Distance(wrong, name)))
                .Where(item => item.Distance <= Math.Max(2, wrong.Length / 3))
                .OrderBy(item => item.Distance)
                .Take(Most)
                .Select(item => item.Name),
        ];
        return near.Length > 0 ? $"did you mean {string.Join(" or ", near)}?" : $"there is {(all.Length == 0 ? "none" : string.Join(", ", all))}.";
    }

    // Levenshtein, one row at a time.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
