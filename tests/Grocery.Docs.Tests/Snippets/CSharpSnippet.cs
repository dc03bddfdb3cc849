using Grocery.Docs.Tests.Pages;
using Grocery.Platform.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Grocery.Docs.Tests.Snippets;

/// <summary>Compiles a snippet as a program with the names of <c>World.cs</c>, or as members of a class.</summary>
internal static class CSharpSnippet
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    private static readonly SyntaxTree World =
        CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.Path("tests", "Grocery.Docs.Tests", "Snippets", "World.cs")), Language);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles the snippet; the answer is its errors, none when it compiles.</summary>
    public static string[] Compile(Snippet snippet)
    {
        var asProgram = Compile(AsProgram(snippet.Text));
        if (asProgram.Length == 0)
            return asProgram;

        var asMembers = Compile(CSharpSyntaxTree.ParseText($"public sealed class Snippet\n{{\n#line 1\n{snippet.Text}\n}}", Language));
        return asMembers.Length < asProgram.Length ? asMembers : asProgram;
    }

    // A page may show a type between statements; a program has its types at the end.
    private static SyntaxTree AsProgram(string text)
    {
        var unit = CSharpSyntaxTree.ParseText(text, Language).GetCompilationUnitRoot();
        return CSharpSyntaxTree.ParseText(unit.WithMembers([.. unit.Members.OrderBy(member => member is not GlobalStatementSyntax)]).ToFullString(), Language);
    }

    private static string[] Compile(SyntaxTree snippet)
    {
        var isProgram = snippet.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return
        [
            .. CSharpCompilation.Create("Snippet", [World, snippet], References, options).GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => $"line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id} {diagnostic.GetMessage(null)}"),
        ];
    }
}
