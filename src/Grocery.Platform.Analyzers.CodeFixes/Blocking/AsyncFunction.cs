using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Grocery.Platform.Analyzers.CodeFixes.Blocking;

/// <summary>The function around an expression, which is async or can be: one that returns a task, or a lambda that the framework calls.</summary>
internal sealed class AsyncFunction
{
    private readonly SyntaxNode _node;
    private readonly bool _isAsync;
    private readonly TaskReturns? _returns;

    private AsyncFunction(SyntaxNode node, bool isAsync, TaskReturns? returns) => (_node, _isAsync, _returns) = (node, isAsync, returns);

    /// <summary>Finds the function; <see langword="null"/> when an expression in it cannot be awaited.</summary>
    public static AsyncFunction? Around(ExpressionSyntax expression, SemanticModel model)
    {
        for (var outer = expression.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case LockStatementSyntax or CatchFilterClauseSyntax or UnsafeStatementSyntax or QueryExpressionSyntax or AccessorDeclarationSyntax:
                    return null;
                case AnonymousFunctionExpressionSyntax lambda:
                    return model.GetSymbolInfo(lambda).Symbol is IMethodSymbol function ? Of(lambda, function, IsForDelegate(lambda, model)) : null;
                case LocalFunctionStatementSyntax local:
                    return model.GetDeclaredSymbol(local) is { } localFunction ? Of(local, localFunction, false) : null;
                case MethodDeclarationSyntax method:
                    return model.GetDeclaredSymbol(method) is { } declared ? Of(method, declared, false) : null;
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    public void MakeAsync(SyntaxEditor editor)
    {
        if (!_isAsync)
            editor.ReplaceNode(_node, (current, _) => Converted(current));
    }

    private static AsyncFunction? Of(SyntaxNode node, IMethodSymbol function, bool isForDelegate)
    {
        if (function.IsAsync)
            return new AsyncFunction(node, true, null);
        if (function.Parameters.Any(parameter => parameter.RefKind != RefKind.None) || node.DescendantNodes().Any(one => one is YieldStatementSyntax))
            return null;

        var returns = TaskReturns.Of(function.ReturnType);
        return returns is not null || isForDelegate ? new AsyncFunction(node, false, returns) : null;
    }

    // Minimal APIs call whatever delegate they get, and await what it returns.
    private static bool IsForDelegate(AnonymousFunctionExpressionSyntax lambda, SemanticModel model) =>
        model.GetTypeInfo(lambda).ConvertedType?.SpecialType == SpecialType.System_Delegate;

    private SyntaxNode Converted(SyntaxNode current)
    {
        // Another finding in the same function has converted it.
        if (Modifiers(current).Any(SyntaxKind.AsyncKeyword))
            return current;

        var body = _returns?.Rewrite(current) ?? current;
        var async = SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.AsyncKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        if (body is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && Modifiers(body).Count == 0)
        {
            var leading = body.GetLeadingTrivia();
            return WithModifiers(body.WithoutLeadingTrivia(), SyntaxFactory.TokenList(async.WithLeadingTrivia(leading)));
        }

        return WithModifiers(body, Modifiers(body).Add(async));
    }

    private static SyntaxTokenList Modifiers(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers,
        LocalFunctionStatementSyntax local => local.Modifiers,
        _ => ((MethodDeclarationSyntax)function).Modifiers,
    };

    private static SyntaxNode WithModifiers(SyntaxNode function, SyntaxTokenList modifiers) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.WithModifiers(modifiers),
        LocalFunctionStatementSyntax local => local.WithModifiers(modifiers),
        _ => ((MethodDeclarationSyntax)function).WithModifiers(modifiers),
    };
}
