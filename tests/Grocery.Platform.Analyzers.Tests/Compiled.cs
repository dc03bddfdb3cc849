using System.Collections.Immutable;
using System.Reflection;
using Grocery.Platform.Analyzers.Blocking;
using Grocery.Platform.Analyzers.CodeFixes.Blocking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Grocery.Platform.Analyzers.Tests;

/// <summary>The analyzers and fixes as a compiler and an editor find them, all of them over one text.</summary>
internal static class Compiled
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Instances<DiagnosticAnalyzerAttribute>(typeof(BlockingAnalyzer).Assembly).Cast<DiagnosticAnalyzer>()];

    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
        [.. Instances<ExportCodeFixProviderAttribute>(typeof(AwaitFix).Assembly).Cast<CodeFixProvider>()];

    public static IEnumerable<DiagnosticDescriptor> Rules => Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id);

    /// <summary>Compiles a text with every analyzer, and gives what they and the compiler find.</summary>
    public static async Task<string[]> FindAsync(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Service",
            [CSharpSyntaxTree.ParseText(source), CSharpSyntaxTree.ParseText(Verify.Usings)],
            Verify.Service,
            new CSharpCompilationOptions(
                source.Contains("WebApplication.Create", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        var found = await compilation.WithAnalyzers(Analyzers).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Where(one => one.Severity >= DiagnosticSeverity.Warning).Select(one => one.Id).Distinct()];
    }

    private static IEnumerable<object> Instances<TAttribute>(Assembly assembly)
        where TAttribute : Attribute
        => assembly.GetTypes().Where(type => type.IsDefined(typeof(TAttribute))).Select(type => Activator.CreateInstance(type)!);
}
