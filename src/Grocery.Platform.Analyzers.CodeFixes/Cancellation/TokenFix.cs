using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Grocery.Platform.Analyzers.CodeFixes.Cancellation;

/// <summary>Passes the token at hand on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class TokenFix() : DocumentFix([Rules.TokenDropped], "Pass the cancellation token on")
{
    protected override Action<SyntaxEditor>? FixOf(SyntaxNode node, SemanticModel model, Diagnostic diagnostic)
    {
        if (node is not InvocationExpressionSyntax call || !diagnostic.Properties.TryGetValue(FixData.Token, out var token) || !diagnostic.Properties.TryGetValue(FixData.Parameter, out var parameter))
            return null;

        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token!));
        if (diagnostic.Properties.ContainsKey(FixData.Named) || call.ArgumentList.Arguments.Any(one => one.NameColon is not null))
        {
            var name = SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(parameter!));
            argument = argument.WithNameColon(name.WithColonToken(name.ColonToken.WithTrailingTrivia(SyntaxFactory.Space)));
        }

        return editor => editor.ReplaceNode(call, (current, _) => Arguments.Append((InvocationExpressionSyntax)current, argument));
    }
}
