using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Grocery.Docs.Tests.Telemetry;

/// <summary>A metric, as the sources make it.</summary>
internal sealed record Instrument(string Package, string Name, string Kind, string Unit, string Description, IReadOnlyCollection<string> Attributes)
{
    /// <summary>Finds every instrument that has a fixed name.</summary>
    public static IEnumerable<Instrument> In(SourceCode code)
    {
        foreach (var call in code.Nodes<InvocationExpressionSyntax>())
        {
            if (code.SymbolOf(call) is not IMethodSymbol { ContainingType.Name: "Meter" } method || !method.Name.StartsWith("Create", StringComparison.Ordinal))
                continue;

            var arguments = code.ArgumentsOf(call);
            if (code.ConstantOf(arguments["name"].FirstOrDefault()) is { } name)
            {
                yield return new Instrument(
                    PackageOf(call), name, KindOf(method.Name), TextOf("unit"), TextOf("description"), AttributesOf(code, call, arguments));
            }

            string TextOf(string parameter) => code.ConstantOf(arguments[parameter].FirstOrDefault())
                ?? throw new InvalidOperationException($"The metric at {call.GetLocation().GetLineSpan()} has no {parameter} that is a constant: give it one.");
        }
    }

    public static string PackageOf(SyntaxNode node) => node.SyntaxTree.FilePath.Split(Path.DirectorySeparatorChar).Last(part => part.StartsWith("Grocery.Platform", StringComparison.Ordinal));

    private static string KindOf(string method) => method["Create".Length..].Replace("Observable", "", StringComparison.Ordinal) switch
    {
        "Counter" => "counter",
        "UpDownCounter" => "up-down counter",
        "Histogram" => "histogram",
        "Gauge" => "gauge",
        var other => throw new InvalidOperationException($"Meter.{method}: name the kind of instrument {other} here."),
    };

    private static IReadOnlyCollection<string> AttributesOf(SourceCode code, InvocationExpressionSyntax call, ILookup<string, ExpressionSyntax> arguments)
    {
        var attributes = new Attributes(code);
        foreach (var observe in new[] { "observeValue", "observeValues" })
            FollowObserver(code, attributes, arguments[observe].FirstOrDefault());

        if (KeptIn(code, call) is { } kept)
        {
            foreach (var record in code.MentionsOf(kept).Select(mention => mention.FirstAncestorOrSelf<InvocationExpressionSyntax>()).OfType<InvocationExpressionSyntax>())
            {
                if (record.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Add" or "Record" } member && SymbolEqualityComparer.Default.Equals(code.SymbolOf(member.Expression), kept))
                {
                    foreach (var argument in record.ArgumentList.Arguments.Skip(1))
                        attributes.Follow(argument.Expression);
                }
            }
        }

        return attributes.Names;
    }

    private static void FollowObserver(SourceCode code, Attributes attributes, ExpressionSyntax? observer)
    {
        attributes.Follow(observer);
        if (observer is not null && code.SymbolOf(observer) is IMethodSymbol { DeclaringSyntaxReferences: [var declaration, ..] })
            attributes.Follow(declaration.GetSyntax());
    }

    private static ISymbol? KeptIn(SourceCode code, InvocationExpressionSyntax call) => call.Parent switch
    {
        AssignmentExpressionSyntax assignment => code.SymbolOf(assignment.Left),
        EqualsValueClauseSyntax { Parent: { } declared } => code.ModelOf(declared).GetDeclaredSymbol(declared),
        _ => null,
    };
}
