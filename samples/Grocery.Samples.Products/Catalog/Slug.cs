using System.Text.RegularExpressions;

namespace Grocery.Samples.Products.Catalog;

/// <summary>The form of product ids and categories: lower-case words and numbers joined by single hyphens.</summary>
internal static partial class Slug
{
    public const int LongestId = 64;
    public const int LongestCategory = 32;

    public static bool IsId(string text) => text.Length <= LongestId && Pattern().IsMatch(text);

    public static bool IsCategory(string text) => text.Length <= LongestCategory && Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
