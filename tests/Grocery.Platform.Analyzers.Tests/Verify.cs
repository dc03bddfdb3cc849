using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Grocery.Platform.Analyzers.Tests;

/// <summary>Runs an analyzer and its fix over code of a web service; <c>{|GROCERY1001:code|}</c> marks what must be found, and nothing else may be.</summary>
internal static class Verify
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Diagnostics.HealthChecks;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly ReferenceAssemblies Net = new("net10.0");

    /// <summary>Gets the assemblies of .NET and ASP.NET Core.</summary>
    public static ImmutableArray<MetadataReference> Frameworks { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.Contains("/Microsoft.NETCore.App/", StringComparison.Ordinal) || path.Contains("/Microsoft.AspNetCore.App/", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Gets what a service that references Grocery.Platform has.</summary>
    public static ImmutableArray<MetadataReference> Service { get; } =
        [.. Frameworks, MetadataReference.CreateFromFile(typeof(Resilience.DeadlineOptions).Assembly.Location)];

    /// <summary>Passes when the analyzer finds nothing in a program that does not reference the platform's outgoing pipeline.</summary>
    public static Task FindsNothingInAToolAsync<TAnalyzer>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, EmptyCodeFixProvider, DefaultVerifier> { TestCode = source };
        return RunAsync(test, source, [], Frameworks);
    }

    /// <summary>Passes when the analyzer finds what is marked.</summary>
    public static Task FindsAsync<TAnalyzer>(string source, params (string Name, string Source)[] others)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, EmptyCodeFixProvider, DefaultVerifier> { TestCode = source };
        return RunAsync(test, source, others, Service);
    }

    /// <summary>Passes when the fix changes each finding, and all of them at once, as said.</summary>
    public static Task FixesAsync<TAnalyzer, TFix>(string source, string expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> { TestCode = source, FixedCode = expected };
        test.FixedState.Sources.Add(("Usings.cs", Usings));
        return RunAsync(test, source, [], Service);
    }

    /// <summary>Passes when the analyzer finds what is marked, and no fix is offered for it.</summary>
    public static Task LeavesAsync<TAnalyzer, TFix>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
        => FixesAsync<TAnalyzer, TFix>(source, source);

    private static Task RunAsync(AnalyzerTest<DefaultVerifier> test, string source, (string Name, string Source)[] others, ImmutableArray<MetadataReference> references)
    {
        test.ReferenceAssemblies = Net;
        test.TestState.AdditionalReferences.AddRange(references);
        test.TestState.OutputKind = source.Contains("WebApplication.Create", StringComparison.Ordinal) || source.Contains("static void Main", StringComparison.Ordinal)
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
        test.TestState.Sources.Add(("Usings.cs", Usings));
        foreach (var (name, other) in others)
            test.TestState.Sources.Add((name, other));

        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
