using System.Text.RegularExpressions;

namespace Grocery.Samples.Carts.Endpoints;

/// <summary>The form of the ids of products: lower-case words and numbers joined by single hyphens.</summary>
internal static partial class ProductId
{
    public const int Longest = 64;

    public static bool IsOne(string? text) => text is { Length: <= Longest } && Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
