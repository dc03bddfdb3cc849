using Grocery.Platform.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Grocery.Docs.Tests.Telemetry;

/// <summary>The packages' sources, all in one compilation.</summary>
internal sealed class SourceCode
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Lazy<ILookup<string, SimpleNameSyntax>> _names;

    public SourceCode(IEnumerable<SyntaxTree> trees)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Grocery.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        _compilation = CSharpCompilation.Create(
            "Sources", [CSharpSyntaxTree.ParseText(Usings), .. trees], references, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _names = new(() => Nodes<SimpleNameSyntax>().ToLookup(name => name.Identifier.Text));
    }

    /// <summary>Reads <c>src</c>.</summary>
    public static SourceCode OfPackages() => new(
        from project in Directory.GetDirectories(Repository.Path("src")).Where(folder => !folder.EndsWith(".Templates", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        from file in Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        select CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file));

    /// <summary>Finds every node of a kind, in the order of the files.</summary>
    public IEnumerable<T> Nodes<T>()
        where T : SyntaxNode =>
        _compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<T>());

    public SemanticModel ModelOf(SyntaxNode node)
    {
        if (!_models.TryGetValue(node.SyntaxTree, out var model))
            _models.Add(node.SyntaxTree, model = _compilation.GetSemanticModel(node.SyntaxTree));
        return model;
    }

    public ISymbol? SymbolOf(SyntaxNode node) => ModelOf(node).GetSymbolInfo(node).Symbol;

    public ITypeSymbol? TypeOf(SyntaxNode node) => ModelOf(node).GetTypeInfo(node).Type;

    /// <summary>Gets the text that an expression always is; <see langword="null"/> when it depends.</summary>
    public string? ConstantOf(SyntaxNode? node) => node is null ? null : ModelOf(node).GetConstantValue(node).Value as string;

    /// <summary>Gets the arguments of a call by the names of the parameters.</summary>
    public ILookup<string, ExpressionSyntax> ArgumentsOf(SyntaxNode call)
    {
        var list = call is InvocationExpressionSyntax invocation ? invocation.ArgumentList : ((BaseObjectCreationExpressionSyntax)call).ArgumentList;
        var parameters = (SymbolOf(call) as IMethodSymbol)?.Parameters ?? [];
        return (list?.Arguments ?? [])
            .Select((argument, place) => (argument.Expression, Name: argument.NameColon?.Name.Identifier.Text ?? parameters.ElementAtOrDefault(Math.Min(place, parameters.Length - 1))?.Name ?? ""))
            .ToLookup(argument => argument.Name, argument => argument.Expression);
    }

    /// <summary>Finds the calls of a method or constructor.</summary>
    public IEnumerable<SyntaxNode> CallsOf(ISymbol method) => method is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? Nodes<BaseObjectCreationExpressionSyntax>().Where(made => IsSame(SymbolOf(made), method))
        : MentionsOf(method).Select(mention => mention.FirstAncestorOrSelf<InvocationExpressionSyntax>(call => IsSame(SymbolOf(call), method))).OfType<SyntaxNode>();

    /// <summary>Finds the nodes that mention a symbol.</summary>
    public IEnumerable<SyntaxNode> MentionsOf(ISymbol symbol) => _names.Value[symbol.Name].Where(name => IsSame(SymbolOf(name), symbol));

    /// <summary>Finds what a variable, a field or a property is given: where it is declared and where it is set, in a tuple too.</summary>
    public IEnumerable<SyntaxNode> ValuesOf(ISymbol symbol)
    {
        foreach (var declaration in symbol.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()))
        {
            yield return declaration is SingleVariableDesignationSyntax { Parent: ParenthesizedVariableDesignationSyntax together } one
                ? PartOf(one.FirstAncestorOrSelf<AssignmentExpressionSyntax>()?.Right, together.Variables.IndexOf(one)) ?? declaration
                : declaration;
        }

        foreach (var mention in MentionsOf(symbol))
        {
            if (mention.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { } assignment)
                continue;

            if (IsSame(SymbolOf(assignment.Left), symbol))
                yield return assignment.Right;
            else if (assignment.Left is TupleExpressionSyntax left && left.Arguments.IndexOf(argument => IsSame(SymbolOf(argument.Expression), symbol)) is >= 0 and var place)
                yield return PartOf(assignment.Right, place) ?? assignment.Right;
        }
    }

    private static ExpressionSyntax? PartOf(ExpressionSyntax? value, int place) => value is TupleExpressionSyntax tuple ? tuple.Arguments[place].Expression : value;

    private static bool IsSame(ISymbol? one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one?.OriginalDefinition, other);
}
