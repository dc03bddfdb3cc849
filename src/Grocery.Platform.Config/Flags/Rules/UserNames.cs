using System.Collections.Frozen;
using System.Globalization;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>Sets of users or groups.</summary>
internal static class UserNames
{
    public static FrozenSet<string> Of(IEnumerable<string?>? names, StringComparer comparer) =>
        (names ?? []).OfType<string>().ToFrozenSet(comparer);

    /// <summary>Says whether one of the candidates, in lower case when that is asked for, is among the names.</summary>
    public static bool HaveAny(FrozenSet<string> names, IReadOnlyList<string?>? candidates, bool lower = false)
    {
        if (names.Count == 0 || candidates is null)
            return false;

        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i] is { } candidate && names.Contains(Lower(candidate, lower)))
                return true;
        }

        return false;
    }

    /// <summary>Writes a name in lower case as Microsoft.FeatureManagement does it when case is ignored: by the culture of the thread.</summary>
    public static string Lower(string name, bool ignoreCase) => ignoreCase ? name.ToLower(CultureInfo.CurrentCulture) : name;
}
