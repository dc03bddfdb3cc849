using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Grocery.Docs.Tests.Telemetry;

/// <summary>Finds the names of the attributes that an expression can hold, wherever in the sources they were put together.</summary>
internal sealed class Attributes(SourceCode code)
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<(SyntaxNode Node, SyntaxNode? Call)> _seen = [];

    /// <summary>Gets the names that were found, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Follows an expression to the places where its attributes are named.</summary>
    public Attributes Follow(SyntaxNode? node) => Follow(node, null);

    // The call is the one through which the method around the node was reached: it says what the parameters are.
    private Attributes Follow(SyntaxNode? node, SyntaxNode? call)
    {
        if (node is null || !_seen.Add((node, call)))
            return this;

        foreach (var part in node.DescendantNodesAndSelf())
        {
            if (KeyOf(part) is { } key)
                AddName(key, call);
            else if (part is SimpleNameSyntax && code.SymbolOf(part)?.OriginalDefinition is { } symbol && Holds(symbol))
                FollowSymbol(symbol, part, call);
        }

        return this;
    }

    private ExpressionSyntax? KeyOf(SyntaxNode node) => node switch
    {
        BaseObjectCreationExpressionSyntax made when IsPair(code.TypeOf(made)) => made.ArgumentList?.Arguments.FirstOrDefault()?.Expression,
        InvocationExpressionSyntax call when code.SymbolOf(call) is { Name: "Create", ContainingType.Name: "KeyValuePair" } => call.ArgumentList.Arguments[0].Expression,
        _ => null,
    };

    private void AddName(ExpressionSyntax key, SyntaxNode? call)
    {
        if (code.ConstantOf(key) is { } name)
        {
            _names.Add(name);
        }
        else if (code.SymbolOf(key) is IParameterSymbol parameter)
        {
            foreach (var argument in ArgumentsOf(parameter, call))
                AddName(argument, null);
        }
    }

    private void FollowSymbol(ISymbol symbol, SyntaxNode mention, SyntaxNode? call)
    {
        switch (symbol)
        {
            case IParameterSymbol parameter:
                foreach (var argument in ArgumentsOf(parameter, call))
                    Follow(argument);
                break;
            case IMethodSymbol:
                var through = mention.FirstAncestorOrSelf<InvocationExpressionSyntax>(one => SymbolEqualityComparer.Default.Equals(code.SymbolOf(one)?.OriginalDefinition, symbol));
                foreach (var declaration in symbol.DeclaringSyntaxReferences)
                    Follow(declaration.GetSyntax(), through);
                break;
            default:
                foreach (var value in code.ValuesOf(symbol))
                    Follow(value, symbol is ILocalSymbol ? call : null);
                break;
        }
    }

    private IEnumerable<ExpressionSyntax> ArgumentsOf(IParameterSymbol parameter, SyntaxNode? call)
    {
        var calls = call is not null && SymbolEqualityComparer.Default.Equals(code.SymbolOf(call)?.OriginalDefinition, parameter.ContainingSymbol)
            ? [call]
            : code.CallsOf(parameter.ContainingSymbol);
        return calls.SelectMany(one => code.ArgumentsOf(one)[parameter.Name]);
    }

    // What has attributes has a type that says so; anything else is a value.
    private static bool Holds(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => IsAbout(field.Type),
        IPropertySymbol property => IsAbout(property.Type),
        ILocalSymbol local => IsAbout(local.Type),
        IParameterSymbol parameter => IsAbout(parameter.Type),
        IMethodSymbol method => IsAbout(method.ReturnType),
        _ => false,
    };

    private static bool IsAbout(ITypeSymbol type) =>
        IsPair(type) || type.Name is "TagList" or "ActivityTagsCollection" or "Measurement" || type switch
        {
            IArrayTypeSymbol array => IsAbout(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.Any(IsAbout),
            _ => false,
        };

    private static bool IsPair(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "KeyValuePair", TypeArguments: [{ SpecialType: SpecialType.System_String }, { SpecialType: SpecialType.System_Object }] };
}
