using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Grocery.Platform.Analyzers.CodeFixes.Logging;

/// <summary>Makes a constant template of a message that is put together, and passes its values as arguments.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class TemplateFix() : DocumentFix([Rules.LogMessageBuilt], "Use a message template")
{
    protected override Action<SyntaxEditor>? FixOf(SyntaxNode node, SemanticModel model, Diagnostic diagnostic)
    {
        var message = node.FirstAncestorOrSelf<ArgumentSyntax>();
        if (message is not { NameColon: null, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } || list.Arguments.Last() != message)
            return null;
        if (MessageReader.Read(message.Expression, model) is not { } read)
            return null;

        var template = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(read.Template)).WithTriviaFrom(message.Expression);
        return editor => editor.ReplaceNode(call, (current, _) =>
        {
            var original = (InvocationExpressionSyntax)current;
            var last = original.ArgumentList.Arguments.Last();
            var changed = original.WithArgumentList(original.ArgumentList.ReplaceNode(last.Expression, template));
            return read.Values.Count == 0 ? changed : Arguments.Append(changed, [.. read.Values]);
        });
    }
}
