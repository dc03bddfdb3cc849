using System.Text.Json;
using System.Xml.Linq;
using Grocery.Docs.Tests.Pages;
using Grocery.Docs.Tests.Snippets;
using Grocery.Platform.TestSupport;
using YamlDotNet.RepresentationModel;

namespace Grocery.Docs.Tests;

/// <summary>What pages show must be what a reader can use.</summary>
public sealed class SnippetTests
{
    // Where code stands that is not for the platform, or shows what not to write.
    private static readonly string[] PagesAboutOtherCode = ["docs/migrate/", "docs/analyzers/"];

    public static TheoryData<string> CSharp => Snippet.PlacesOf("csharp");

    public static TheoryData<string> Json => Snippet.PlacesOf("json");

    public static TheoryData<string> Yaml => Snippet.PlacesOf("yaml");

    public static TheoryData<string> Shell => Snippet.PlacesOf("sh");

    public static TheoryData<string> Xml => Snippet.PlacesOf("xml");

    [Theory]
    [MemberData(nameof(CSharp))]
    public void Code_compiles(string place) => Assert.Empty(CSharpSnippet.Compile(Snippet.At(place)));

    [Theory]
    [InlineData("builder.AddGroceryPlatforms();", "CS1061")]
    [InlineData("public string Of(int one) => one;", "CS0029")]
    [InlineData("app.MapGet(\"/\", () => ;", "CS1525")]
    public void Code_that_is_wrong_does_not_compile(string code, string error) =>
        Assert.Contains(CSharpSnippet.Compile(new Snippet("any.md", 1, "csharp", code, null, null)), problem => problem.Contains(error, StringComparison.Ordinal));

    [Fact]
    public void Code_of_a_file_stands_in_it()
    {
        var shown = Page.All.Values.SelectMany(page => page.Snippets).Where(snippet => snippet.Source is not null).ToArray();

        Assert.NotEmpty(shown);
        Assert.All(shown, snippet => Assert.Contains(snippet.Text.Trim(), File.ReadAllText(Repository.Path(snippet.Source!)), StringComparison.Ordinal));
    }

    [Fact]
    public void Only_pages_about_other_code_hold_snippets_that_are_not_compiled()
    {
        var elsewhere = Snippet.Of("csharp")
            .Where(snippet => snippet.NotCompiledBecause is not null)
            .Where(snippet => !PagesAboutOtherCode.Any(page => snippet.Page.StartsWith(page, StringComparison.Ordinal)))
            .Select(snippet => snippet.Place);

        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Languages_go_by_one_name()
    {
        string[] others = ["c#", "cs", "C#", "CSharp", "bash", "shell", "zsh", "jsonc", "yml", "JSON"];

        Assert.Empty(Snippet.Of(others).Select(snippet => $"{snippet.Place}: {snippet.Language}; write csharp, sh, json or yaml"));
    }

    [Theory]
    [MemberData(nameof(Json))]
    public void Json_parses(string place)
    {
        var values = ReadAll(Snippet.At(place).Text);

        Assert.NotEmpty(values);
    }

    [Theory]
    [MemberData(nameof(Yaml))]
    public void Yaml_parses(string place)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Snippet.At(place).Text));

        Assert.NotEmpty(stream.Documents);
    }

    [Theory]
    [MemberData(nameof(Xml))]
    public void Xml_parses(string place) => Assert.NotEmpty(XElement.Parse($"<snippet>{Snippet.At(place).Text}</snippet>").Elements());

    [Theory]
    [MemberData(nameof(Shell))]
    public void A_path_in_a_command_is_there(string place) =>
        Assert.All(ShellSnippet.PathsIn(Snippet.At(place)), path => Assert.True(Path.Exists(Repository.Path(path)), path));

    [Theory]
    [MemberData(nameof(Shell))]
    public void An_option_of_a_script_is_one_that_it_takes(string place) =>
        Assert.All(ShellSnippet.OptionsIn(Snippet.At(place)), call => Assert.Contains(call.Option, File.ReadAllText(Repository.Path(call.Script)), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Shell))]
    public async Task The_shell_can_read_a_command(string place)
    {
        var (exitCode, _, error) = await Command.TryRunAsync("bash", ["-n"], input: Snippet.At(place).Text);

        Assert.True(exitCode == 0, error);
    }

    // One value, or one a line as in a log.
    private static List<JsonElement> ReadAll(string text)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowMultipleValues = true });
        var values = new List<JsonElement>();
        while (reader.Read())
            values.Add(JsonElement.ParseValue(ref reader));
        return values;
    }
}
