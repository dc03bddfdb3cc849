namespace Grocery.Platform.Testing;

/// <summary>One thing that a service which is ready for production does.</summary>
/// <param name="Name">Its name, such as <c>live-answers</c>.</param>
/// <param name="Does">What the suite does and expects.</param>
/// <param name="Why">What goes wrong in production without it.</param>
/// <param name="Repair">What to look at first when it fails.</param>
/// <param name="Page">The page that explains it, by its path in the repository.</param>
/// <param name="Needs">What it needs to run.</param>
public sealed record ConformanceCheck(string Name, string Does, string Why, string Repair, string Page, ConformanceNeeds Needs)
{
    /// <summary>Gets the address of the page.</summary>
    public Uri PageAddress => new($"https://github.com/grocery-platform/grocery-platform/blob/main/{Page}");
}
