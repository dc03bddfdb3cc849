using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Http;

/// <summary>Finds loops that call until a call succeeds: they end on success, go on after an exception, and wait in between.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RetryLoopAnalyzer() : ServiceAnalyzer(Rules.RetryLoop)
{
    protected override void Begin(CompilationStartAnalysisContext start, ServiceCode code)
    {
        var calls = new HttpCalls(start.Compilation);
        if (calls.Exist && ServiceCode.HasOutgoingPipeline(start.Compilation))
            start.RegisterOperationAction(operation => Analyze(operation, calls), OperationKind.Loop);
    }

    private static void Analyze(OperationAnalysisContext context, HttpCalls calls)
    {
        var loop = (ILoopOperation)context.Operation;
        if (loop.LoopKind == LoopKind.ForEach)
            return;

        foreach (var attempt in Within(loop.Body).OfType<ITryOperation>())
        {
            if (IsRetry(loop, attempt, calls))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.RetryLoop, loop.Syntax.GetFirstToken().GetLocation()));
                return;
            }
        }
    }

    private static bool IsRetry(ILoopOperation loop, ITryOperation attempt, HttpCalls calls) =>
        attempt.Catches.Any(GoesOn)
        && Within(attempt.Body).Any(calls.IsCall)
        && EndsOnSuccess(loop, attempt.Body)
        && Within(loop.Body).Any(HttpCalls.IsPause);

    // Its last statement is reached, and does not leave.
    private static bool GoesOn(ICatchClauseOperation clause) =>
        clause.Handler.Operations.LastOrDefault() is not (IThrowOperation or IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break })
        && clause.Handler.Operations.LastOrDefault() is not IExpressionStatementOperation { Operation: IThrowOperation };

    // A loop that polls goes on whatever came; one that retries leaves after the call, or by what its status says.
    private static bool EndsOnSuccess(ILoopOperation loop, IBlockOperation attempt) => attempt.Operations.Any(statement => statement switch
    {
        IConditionalOperation conditional when AsksForStatus(conditional.Condition) =>
            Within(conditional.WhenTrue).Prepend(conditional.WhenTrue).Any(IsExit) || (conditional.WhenFalse is { } other && Within(other).Prepend(other).Any(IsExit)),
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation flag, Value.ConstantValue.HasValue: true } } =>
            IsConditionOf(loop, flag.Local),
        IUsingOperation { Body: IBlockOperation body } => EndsOnSuccess(loop, body),
        _ => IsExit(statement),
    });

    private static bool IsExit(IOperation statement) => statement is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break };

    private static bool AsksForStatus(IOperation condition) => condition.DescendantsAndSelf()
        .Any(operation => operation is IPropertyReferenceOperation { Property: { Name: "IsSuccessStatusCode" or "StatusCode", ContainingType.Name: "HttpResponseMessage" } });

    private static bool IsConditionOf(ILoopOperation loop, ILocalSymbol flag)
    {
        var condition = loop switch
        {
            IWhileLoopOperation repeated => repeated.Condition,
            IForLoopOperation counted => counted.Condition,
            _ => null,
        };
        return condition?.DescendantsAndSelf().Any(operation => operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, flag)) == true;
    }

    // What runs in the loop itself: not in a loop within, which is judged by itself, nor in a function that runs some other time.
    private static IEnumerable<IOperation> Within(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
                continue;

            yield return child;
            foreach (var descendant in Within(child))
                yield return descendant;
        }
    }
}
