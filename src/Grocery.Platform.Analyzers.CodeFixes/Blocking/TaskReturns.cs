using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Grocery.Platform.Analyzers.CodeFixes.Blocking;

/// <summary>Rewrites what a function returns as tasks for one that is async: finished tasks become their results, others are awaited.</summary>
internal sealed class TaskReturns : CSharpSyntaxRewriter
{
    private readonly bool _hasResult;
    private SyntaxNode? _function;

    private TaskReturns(bool hasResult) => _hasResult = hasResult;

    public static TaskReturns? Of(ITypeSymbol returned) => returned is INamedTypeSymbol { Name: "Task" or "ValueTask" } task && task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks"
        ? new TaskReturns(task.Arity == 1)
        : null;

    public SyntaxNode Rewrite(SyntaxNode function)
    {
        _function = function;
        return Visit(function);
    }

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var statements = new List<StatementSyntax>();
        foreach (var statement in node.Statements)
        {
            if (_hasResult || statement is not ReturnStatementSyntax { Expression: { } value } leaving)
            {
                statements.Add((StatementSyntax)Visit(statement)!);
                continue;
            }

            var isLast = node.Parent == _function && statement == node.Statements.Last() && leaving.GetLeadingTrivia().All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia));
            var leave = leaving.WithExpression(null).WithReturnKeyword(leaving.ReturnKeyword.WithTrailingTrivia());
            if (!IsFinished(value))
                statements.Add(SyntaxFactory.ExpressionStatement(Await(value.WithoutTrivia())).WithTriviaFrom(leaving));
            if (!isLast)
                statements.Add(IsFinished(value) ? leave : leave.WithLeadingTrivia(Indentation(leaving)));
        }

        return node.WithStatements(SyntaxFactory.List(statements));
    }

    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is not { } value)
            return node;
        if (_hasResult)
            return node.WithExpression(ResultOf(value).WithTriviaFrom(value));
        if (IsFinished(value))
            return node.WithExpression(null).WithReturnKeyword(node.ReturnKeyword.WithTrailingTrivia());

        var line = node.GetLeadingTrivia();
        return SyntaxFactory.Block(
            SyntaxFactory.ExpressionStatement(Await(value.WithoutTrivia())), SyntaxFactory.ReturnStatement()).WithLeadingTrivia(line).WithTrailingTrivia(node.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) =>
        node.Parent == _function ? node.WithExpression(ValueOf(node.Expression)) : node;

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => VisitLambda(node);

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => VisitLambda(node);

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) =>
        node == _function ? base.VisitAnonymousMethodExpression(node) : node;

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        node == _function ? base.VisitLocalFunctionStatement(node) : node;

    private LambdaExpressionSyntax VisitLambda(LambdaExpressionSyntax node)
    {
        if (node != _function)
            return node;

        return node.ExpressionBody is { } value ? node.WithExpressionBody(ValueOf(value)) : node.WithBlock((BlockSyntax)VisitBlock(node.Block!)!);
    }

    private ExpressionSyntax ValueOf(ExpressionSyntax value) => (_hasResult ? ResultOf(value) : Await(value.WithoutTrivia())).WithTriviaFrom(value);

    // Task.FromResult(x), ValueTask.FromResult(x) and new ValueTask<T>(x).
    private static ExpressionSyntax ResultOf(ExpressionSyntax task) => task switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments: { Count: 1 } result } => result[0].Expression,
        ThrowExpressionSyntax => task,
        _ => Await(task.WithoutTrivia()),
    };

    private static bool IsFinished(ExpressionSyntax task) =>
        task is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } or LiteralExpressionSyntax or DefaultExpressionSyntax;

    private static AwaitExpressionSyntax Await(ExpressionSyntax task) => SyntaxFactory.AwaitExpression(
        SyntaxFactory.Token(default, SyntaxKind.AwaitKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
        task is ConditionalExpressionSyntax or BinaryExpressionSyntax or SwitchExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(task) : task);

    private static SyntaxTriviaList Indentation(SyntaxNode node) =>
        SyntaxFactory.TriviaList(node.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
}
