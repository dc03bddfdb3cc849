namespace Grocery.Tools;

/// <summary>How far two words are from each other, for suggestions. Compiled into each tool that needs it.</summary>
internal static class EditDistance
{
    /// <summary>Counts the characters to insert, remove or replace (Levenshtein), one row of the table at a time.</summary>
    public static int Between(string one, string other)
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
