using System.Collections.Immutable;
using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Cancellation;

/// <summary>Finds awaited calls in handlers, health checks and workers that take a token and are not given the one at hand.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CancellationAnalyzer() : ServiceAnalyzer(Rules.TokenDropped)
{
    protected override void Begin(CompilationStartAnalysisContext start, ServiceCode code)
    {
        if (code.Tasks.CancellationToken is not null)
            start.RegisterOperationAction(operation => Analyze(operation, code), OperationKind.Invocation);
    }

    // The cheap questions first: most calls are not awaited, or take no token.
    private static void Analyze(OperationAnalysisContext context, ServiceCode code)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!IsAwaitedOrReturned(call)
            || !code.Tasks.IsTask(call.Type)
            || IsOfItsOwn(call)
            || TokenTaker.Of(call, code) is not { } taker
            || TokenAtHand.Of(call, context.ContainingSymbol, code) is not { } token
            || code.PlaceOf(call, context.ContainingSymbol) is Place.Elsewhere or Place.AsyncCode)
        {
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty.Add(FixData.Token, token).Add(FixData.Parameter, taker.Parameter);
        if (taker.MustBeNamed)
            properties = properties.Add(FixData.Named, null);

        context.ReportDiagnostic(Diagnostic.Create(Rules.TokenDropped, call.Syntax.GetLocation(), properties, call.TargetMethod.Name, token));
    }

    private static bool IsAwaitedOrReturned(IInvocationOperation call)
    {
        var outer = call.Parent;
        while (outer is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            outer = outer.Parent;

        return outer is IAwaitOperation or IReturnOperation;
    }

    // What belongs to the request ends with it, its streams too, and what Task.Run begins is meant to go on.
    private static bool IsOfItsOwn(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (ServiceCode.IsOfAspNetCore(method.ContainingType) || method is { Name: "Run" or "StartNew" or "ContinueWith", ContainingType.Name: "Task" or "TaskFactory" })
            return true;

        var target = call.Instance ?? (method.IsExtensionMethod ? call.Arguments[0].Value : null);
        return target is IPropertyReferenceOperation property && ServiceCode.IsOfAspNetCore(property.Property.ContainingType);
    }
}
