using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Grocery.Docs.Tests.Telemetry;

/// <summary>What the sources add to traces.</summary>
internal static class Spans
{
    /// <summary>Finds the spans that the platform starts itself.</summary>
    public static IEnumerable<(string Package, string Source, string Name)> StartedIn(SourceCode code) =>
        from call in code.Nodes<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "StartActivity" or "CreateActivity" }
        let source = code.SymbolOf(((MemberAccessExpressionSyntax)call.Expression).Expression)
        let name = code.ConstantOf(call.ArgumentList.Arguments.FirstOrDefault()?.Expression)
        where source is not null && name is not null
        select (Instrument.PackageOf(call), SourceNameOf(code, source), name);

    /// <summary>Finds the events of spans.</summary>
    public static IEnumerable<(string Package, string Name, IReadOnlyCollection<string> Attributes)> EventsIn(SourceCode code) =>
        from found in NamedEventsIn(code)
        group found by (found.Package, found.Name) into same
        select (same.Key.Package, same.Key.Name, Names(code, same.SelectMany(one => one.Tags)));

    /// <summary>Finds the attributes that spans get one by one.</summary>
    public static IEnumerable<(string Package, string Name)> AttributesIn(SourceCode code) => (
        from call in code.Nodes<InvocationExpressionSyntax>()
        where call.Expression.ToString().EndsWith("SetTag", StringComparison.Ordinal) || call.Expression.ToString().EndsWith("AddTag", StringComparison.Ordinal)
        let name = code.ConstantOf(call.ArgumentList.Arguments[0].Expression)
        where name is not null
        select (Instrument.PackageOf(call), name)).Distinct();

    private static IReadOnlyCollection<string> Names(SourceCode code, IEnumerable<ExpressionSyntax> tags) =>
        tags.Aggregate(new Attributes(code), (attributes, tag) => attributes.Follow(tag)).Names;

    // An event is made where its name stands, or by a method that gets the name.
    private static IEnumerable<(string Package, string Name, ExpressionSyntax[] Tags)> NamedEventsIn(SourceCode code)
    {
        foreach (var made in code.Nodes<BaseObjectCreationExpressionSyntax>().Where(made => code.TypeOf(made)?.Name == "ActivityEvent"))
        {
            var arguments = made.ArgumentList!.Arguments.Select(argument => argument.Expression).ToArray();
            if (code.ConstantOf(arguments[0]) is { } name)
            {
                yield return (Instrument.PackageOf(made), name, arguments[1..]);
            }
            else if (code.SymbolOf(arguments[0]) is IParameterSymbol { ContainingSymbol: IMethodSymbol method })
            {
                foreach (var call in code.Nodes<InvocationExpressionSyntax>().Where(call => SymbolEqualityComparer.Default.Equals(code.SymbolOf(call), method)))
                {
                    if (code.ConstantOf(call.ArgumentList.Arguments[0].Expression) is { } given)
                        yield return (Instrument.PackageOf(call), given, [.. call.ArgumentList.Arguments.Skip(1).Select(argument => argument.Expression), .. ShareOf(arguments[1..])]);
                }
            }
        }
    }

    // Of [.. a, .. b] what is not the parameter that the caller fills.
    private static IEnumerable<ExpressionSyntax> ShareOf(ExpressionSyntax[] tags) => tags
        .OfType<CollectionExpressionSyntax>()
        .SelectMany(collection => collection.Elements)
        .OfType<SpreadElementSyntax>()
        .Select(spread => spread.Expression)
        .Where(expression => expression is not IdentifierNameSyntax { Identifier.Text: [>= 'a' and <= 'z', ..] });

    private static string SourceNameOf(SourceCode code, ISymbol source) =>
        source.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())
            .SelectMany(declaration => declaration.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
            .Select(made => code.ConstantOf(made.ArgumentList?.Arguments.FirstOrDefault()?.Expression))
            .OfType<string>()
            .FirstOrDefault() ?? throw new InvalidOperationException($"{source} is an ActivitySource whose name is no constant: give it one.");
}
