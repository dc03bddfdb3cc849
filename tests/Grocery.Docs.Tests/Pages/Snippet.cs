namespace Grocery.Docs.Tests.Pages;

/// <summary>A block of code in a page.</summary>
/// <param name="Page">The name of the page.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Language">What the fence says.</param>
/// <param name="Text">The code.</param>
/// <param name="NotCompiledBecause">What the comment before it says, when it is not to be compiled.</param>
/// <param name="Source">The file that the comment before it names, when the code is from there.</param>
internal sealed record Snippet(string Page, int Line, string Language, string Text, string? NotCompiledBecause, string? Source)
{
    public string Place => $"{Page}:{Line}";

    public static TheoryData<string> PlacesOf(params string[] languages) =>
        [.. Of(languages).Where(snippet => snippet is { NotCompiledBecause: null, Source: null }).Select(snippet => snippet.Place)];

    public static IEnumerable<Snippet> Of(params string[] languages) =>
        Pages.Page.All.Values.SelectMany(page => page.Snippets).Where(snippet => languages.Contains(snippet.Language));

    public static Snippet At(string place) => Pages.Page.All[place.Split(':')[0]].Snippets.Single(snippet => snippet.Place == place);
}
