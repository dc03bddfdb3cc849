using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Grocery.Platform.Analyzers.CodeFixes;

/// <summary>Writes arguments.</summary>
internal static class Arguments
{
    /// <summary>Appends arguments to a call, with a space behind each comma.</summary>
    public static InvocationExpressionSyntax Append(InvocationExpressionSyntax call, params ExpressionSyntax[] values) =>
        Append(call, [.. values.Select(SyntaxFactory.Argument)]);

    /// <summary>Appends arguments to a call, with a space behind each comma.</summary>
    public static InvocationExpressionSyntax Append(InvocationExpressionSyntax call, params ArgumentSyntax[] added)
    {
        var arguments = call.ArgumentList.Arguments;
        var comma = SyntaxFactory.Token(default, SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        var commas = arguments.GetSeparators().Concat(Enumerable.Repeat(comma, arguments.Count == 0 ? added.Length - 1 : added.Length));
        return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments.Concat(added), commas)));
    }
}
