using System.Globalization;
using System.Text;

namespace Grocery.Samples.Products.Catalog;

/// <summary>
/// What a search compares: the words of a text, in lower case and without accents. A product is found when every word of the
/// search begins a word of its name. Both stores split by this code, so that they find the same products.
/// </summary>
internal static class SearchWords
{
    // String normalization leaves accents alone where the globalization is invariant, so the Latin-1 letters stand here.
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ";
    private const string Plain = "aaaaaaceeeeiiiinooooouuuuyy";

    public static string[] Of(string text)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
                word.Append(Fold(character));
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                Take(word, words);
        }

        Take(word, words);
        return [.. words];
    }

    public static bool Match(string[] searched, string[] name) =>
        Array.TrueForAll(searched, prefix => Array.Exists(name, word => word.StartsWith(prefix, StringComparison.Ordinal)));

    private static char Fold(char character)
    {
        var lower = char.ToLowerInvariant(character);
        var accent = Accented.IndexOf(lower, StringComparison.Ordinal);
        return accent < 0 ? lower : Plain[accent];
    }

    private static void Take(StringBuilder word, SortedSet<string> words)
    {
        if (word.Length > 0)
            words.Add(word.ToString());

        word.Clear();
    }
}
