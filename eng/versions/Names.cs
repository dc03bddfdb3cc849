using System.Text.RegularExpressions;

namespace Grocery.Versions;

/// <summary>Names of services and environments, which are also names of folders and of what runs.</summary>
internal static partial class Names
{
    public const string Allowed = "small letters, digits and \"-\", beginning with a letter";

    public static bool IsName(string text) => NamePattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex NamePattern();
}
