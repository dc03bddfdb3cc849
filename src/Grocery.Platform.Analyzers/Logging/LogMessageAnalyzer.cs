using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Logging;

/// <summary>Finds log messages that are put together from values where they are logged.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LogMessageAnalyzer() : ServiceAnalyzer(Rules.LogMessageBuilt)
{
    protected override void Begin(CompilationStartAnalysisContext start, ServiceCode code)
    {
        var calls = new LogCalls(start.Compilation);
        if (!calls.Exist)
            return;

        start.RegisterOperationAction(
            operation =>
            {
                if (calls.MessageOf((IInvocationOperation)operation.Operation)?.Value is { } message && HowBuilt(message) is { } how)
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.LogMessageBuilt, message.Syntax.GetLocation(), how));
            },
            OperationKind.Invocation);
    }

    private static string? HowBuilt(IOperation message) => LogCalls.Unwrapped(message) switch
    {
        { ConstantValue.HasValue: true } => null,
        IInterpolatedStringOperation => "interpolation",
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } => "concatenation",
        IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String } method } => $"string.{method.Name}",
        _ => null,
    };
}
