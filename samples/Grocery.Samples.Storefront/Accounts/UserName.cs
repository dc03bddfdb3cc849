using System.Text.RegularExpressions;

namespace Grocery.Samples.Storefront.Accounts;

/// <summary>The rule for names of users, and how two of them are compared.</summary>
internal static partial class UserName
{
    public const int Shortest = 2;
    public const int Longest = 40;

    public static bool IsValid(string name) => name.Length is >= Shortest and <= Longest && Pattern().IsMatch(name);

    public static string KeyOf(string name) => name.ToUpperInvariant();

    // A space stands between words only, so that no two names differ by spaces alone.
    [GeneratedRegex(@"\A[\p{L}\p{Nd}_-]+( [\p{L}\p{Nd}_-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
