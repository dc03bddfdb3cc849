namespace Grocery.Versions;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearMiss
{
    /// <summary>Gives " Did you mean …?" when a known word is near, else nothing.</summary>
    public static string Suggest(string word, IEnumerable<string> known)
    {
        var best = known.OrderBy(candidate => Distance(word, candidate)).FirstOrDefault();
        return best is null || Distance(word, best) > Math.Max(1, word.Length / 3) ? "" : $" Did you mean {best}?";
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                (row[j], diagonal) = (Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)), row[j]);
        }

        return row[^1];
    }
}
