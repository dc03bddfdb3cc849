using System.Collections.Immutable;
using Grocery.Platform.Analyzers.Cancellation;
using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Blocking;

/// <summary>Finds threads that wait in code that is asynchronous or could be: for a task, and in a health check also for anything else.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BlockingAnalyzer() : ServiceAnalyzer(Rules.TaskWait, Rules.BlockingHealthCheck)
{
    protected override void Begin(CompilationStartAnalysisContext start, ServiceCode code)
    {
        var calls = new BlockingCalls(start.Compilation);
        start.RegisterOperationAction(operation => AnalyzeResult(operation, code), OperationKind.PropertyReference);
        start.RegisterOperationAction(operation => AnalyzeCall(operation, code, calls), OperationKind.Invocation);
    }

    private static void AnalyzeResult(OperationAnalysisContext context, ServiceCode code)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (reference is { Property.Name: "Result", Instance: { } task } && code.Tasks.IsTaskOfResult(reference.Property.ContainingType) && !IsInNameOf(reference))
            Report(context, code, task, ".Result");
    }

    private static void AnalyzeCall(OperationAnalysisContext context, ServiceCode code, BlockingCalls calls)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "Wait" when call.Instance is { } task && code.Tasks.IsTask(method.ContainingType):
                Report(context, code, task, ".Wait()");
                break;
            case "GetResult" when call is { Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited } }:
                Report(context, code, TaskWait.Configured(awaited), ".GetAwaiter().GetResult()");
                break;
            case "WaitAll" or "WaitAny" when method.IsStatic && code.Tasks.IsTask(method.ContainingType):
                Report(context, code, call, $"Task.{method.Name}");
                break;
            default:
                if (calls.AsynchronousOf(method, code) is { } asynchronous && code.PlaceOf(call, context.ContainingSymbol) == Place.HealthCheck)
                    ReportCall(context, code, call, asynchronous);
                break;
        }
    }

    private static void Report(OperationAnalysisContext context, ServiceCode code, IOperation task, string wait)
    {
        if (task != context.Operation && (!code.Tasks.IsTask(task.Type) || TaskWait.IsOver(task)))
            return;

        var location = context.Operation.Syntax.GetLocation();
        var diagnostic = code.PlaceOf(context.Operation, context.ContainingSymbol) switch
        {
            Place.Elsewhere => null,
            Place.HealthCheck => Diagnostic.Create(Rules.BlockingHealthCheck, location, wait, "await the task"),
            _ => Diagnostic.Create(Rules.TaskWait, location, wait),
        };
        if (diagnostic is not null)
            context.ReportDiagnostic(diagnostic);
    }

    private static void ReportCall(OperationAnalysisContext context, ServiceCode code, IInvocationOperation call, IMethodSymbol asynchronous)
    {
        var method = call.TargetMethod;
        var name = $"{asynchronous.ContainingType.Name}.{asynchronous.Name}";
        var properties = ImmutableDictionary<string, string?>.Empty.Add(FixData.Asynchronous, asynchronous.Name);
        if (asynchronous.Parameters.Length > method.Parameters.Length && TokenAtHand.Of(call, context.ContainingSymbol, code) is { } token)
            properties = properties.Add(FixData.Token, token);

        context.ReportDiagnostic(Diagnostic.Create(
            Rules.BlockingHealthCheck, call.Syntax.GetLocation(), properties, $"{method.ContainingType.Name}.{method.Name}", $"await {name} with the token"));
    }

    private static bool IsInNameOf(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is INameOfOperation)
                return true;
        }

        return false;
    }
}
