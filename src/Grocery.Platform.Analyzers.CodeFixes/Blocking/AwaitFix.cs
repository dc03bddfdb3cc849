using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Grocery.Platform.Analyzers.CodeFixes.Blocking;

/// <summary>Awaits what a thread waits for, where the function around it is async or can become so without its callers noticing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class AwaitFix() : DocumentFix([Rules.TaskWait, Rules.BlockingHealthCheck], "Await instead of blocking")
{
    protected override Action<SyntaxEditor>? FixOf(SyntaxNode node, SemanticModel model, Diagnostic diagnostic)
    {
        if (node is not ExpressionSyntax wait || !CanReplace(wait, model, diagnostic) || AsyncFunction.Around(wait, model) is not { } function)
            return null;

        return editor =>
        {
            editor.ReplaceNode(wait, (current, _) => Await((ExpressionSyntax)current, diagnostic, NeedsParentheses(wait)));
            function.MakeAsync(editor);
        };
    }

    private static bool CanReplace(ExpressionSyntax wait, SemanticModel model, Diagnostic diagnostic)
    {
        if (wait.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>(outer => outer.WhenNotNull.Span.Contains(wait.Span)) is not null)
            return false;

        return wait switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } => true,
            InvocationExpressionSyntax when diagnostic.Properties.ContainsKey(FixData.Asynchronous) => true,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" or "GetResult" }, ArgumentList.Arguments.Count: 0 } => true,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAll" }, Parent: ExpressionStatementSyntax } all => AreTasks(all, model),
            _ => false,
        };
    }

    // A time-out or a token would be lost.
    private static bool AreTasks(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { Parameters: { Length: 1 } parameters } && parameters[0].IsParams;

    private static ExpressionSyntax Await(ExpressionSyntax wait, Diagnostic diagnostic, bool parenthesize)
    {
        var task = diagnostic.Properties.TryGetValue(FixData.Asynchronous, out var asynchronous)
            ? CallOf((InvocationExpressionSyntax)wait, asynchronous!, diagnostic)
            : TaskOf(wait);
        var awaited = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(default, SyntaxKind.AwaitKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)), task.WithoutTrivia());
        ExpressionSyntax result = parenthesize ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited;
        return result.WithTriviaFrom(wait);
    }

    private static ExpressionSyntax TaskOf(ExpressionSyntax wait) => wait switch
    {
        MemberAccessExpressionSyntax result => result.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" } call } => call.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter } } } => awaiter.Expression,
        InvocationExpressionSyntax all => all.WithExpression(Renamed(all.Expression, nameof(Task.WhenAll))),
        _ => wait,
    };

    private static InvocationExpressionSyntax CallOf(InvocationExpressionSyntax call, string asynchronous, Diagnostic diagnostic)
    {
        var method = asynchronous == nameof(Task.Delay)
            ? SyntaxFactory.ParseExpression("global::System.Threading.Tasks.Task.Delay").WithAdditionalAnnotations(Simplifier.Annotation)
            : Renamed(call.Expression, asynchronous);
        var changed = call.WithExpression(method);
        return diagnostic.Properties.TryGetValue(FixData.Token, out var token) ? Arguments.Append(changed, SyntaxFactory.ParseExpression(token!)) : changed;
    }

    private static ExpressionSyntax Renamed(ExpressionSyntax method, string name) => method switch
    {
        MemberAccessExpressionSyntax member => member.WithName(SyntaxFactory.IdentifierName(name)),
        _ => SyntaxFactory.IdentifierName(name),
    };

    private static bool NeedsParentheses(ExpressionSyntax wait) => wait.Parent switch
    {
        MemberAccessExpressionSyntax member => member.Expression == wait,
        ElementAccessExpressionSyntax element => element.Expression == wait,
        ConditionalAccessExpressionSyntax access => access.Expression == wait,
        InvocationExpressionSyntax call => call.Expression == wait,
        PostfixUnaryExpressionSyntax => true,
        SwitchExpressionSyntax or WithExpressionSyntax => true,
        _ => false,
    };
}
