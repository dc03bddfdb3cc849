using Grocery.Platform.Cli.Settings;

namespace Grocery.Platform.Cli.Doctor;

/// <summary>One thing that is not as it should be.</summary>
/// <param name="Id">What kind of thing it is; stays the same over versions.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="What">What was seen.</param>
/// <param name="Where">Where it stands.</param>
/// <param name="Why">Why it hurts.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Page">The page that explains it, from the root of the repository of the platform.</param>
internal sealed record Finding(string Id, FindingLevel Level, string What, Place Where, string Why, string Fix, string Page)
{
    private const string Repository = "https://github.com/grocery-platform/grocery-platform/blob/main/";

    public string PageAddress => Repository + Page;
}
