using Grocery.Tools;

namespace Grocery.Versions;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearMiss
{
    /// <summary>Gives " Did you mean …?" when a known word is near, else nothing.</summary>
    public static string Suggest(string word, IEnumerable<string> known)
    {
        var best = known.OrderBy(candidate => EditDistance.Between(word, candidate)).FirstOrDefault();
        return best is null || EditDistance.Between(word, best) > Math.Max(1, word.Length / 3) ? "" : $" Did you mean {best}?";
    }
}
