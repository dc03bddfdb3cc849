using System.IO.Enumeration;

namespace Grocery.Platform.Health.Groups;

/// <summary>Reads what the configuration lists as the checks of a group.</summary>
internal static class GroupNames
{
    public static string[] Parse(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static bool Matches(string pattern, string check) => FileSystemName.MatchesSimpleExpression(pattern, check, ignoreCase: true);
}
