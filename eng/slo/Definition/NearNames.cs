using Grocery.Tools;

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
            .. all.Select(name => (Name: name, Distance: EditDistance.Between(wrong, name)))
                .Where(item => item.Distance <= Math.Max(2, wrong.Length / 3))
                .OrderBy(item => item.Distance)
                .Take(Most)
                .Select(item => item.Name),
        ];
        return near.Length > 0 ? $"did you mean {string.Join(" or ", near)}?" : $"there is {(all.Length == 0 ? "none" : string.Join(", ", all))}.";
    }
}
