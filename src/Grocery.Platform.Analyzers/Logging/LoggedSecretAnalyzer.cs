using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Logging;

/// <summary>Finds values with the name of a secret in log calls, and in the parameters of generated log methods.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LoggedSecretAnalyzer() : ServiceAnalyzer(Rules.SecretLogged)
{
    protected override void Begin(CompilationStartAnalysisContext start, ServiceCode code)
    {
        var calls = new LogCalls(start.Compilation);
        if (!calls.Exist)
            return;

        start.RegisterOperationAction(operation => AnalyzeCall(operation, calls), OperationKind.Invocation);
        if (start.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Logging.LoggerMessageAttribute") is { } attribute)
            start.RegisterSymbolAction(symbol => AnalyzeLogMethod(symbol, attribute), SymbolKind.Method);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, LogCalls calls)
    {
        var call = (IInvocationOperation)context.Operation;
        if (calls.MessageOf(call) is not { Value: { } message })
            return;

        var found = false;
        foreach (var value in LogCalls.ValuesOf(call).Concat(Parts(message)))
        {
            if (SecretName.Of(value) is { } name)
            {
                Report(context.ReportDiagnostic, value.Syntax.GetLocation(), name);
                found = true;
            }
        }

        // A value whose own name says nothing, under a placeholder that does.
        if (!found && message.ConstantValue is { HasValue: true, Value: string template })
        {
            var values = LogCalls.ValuesOf(call).ToArray();
            var at = 0;
            foreach (var placeholder in Template.PlaceholdersOf(template))
            {
                var value = at < values.Length ? values[at++] : null;
                if (value is not null && !value.ConstantValue.HasValue && SecretName.CanHold(value.Type) && !IsDerived(value) && SecretName.IsSecret(placeholder))
                    Report(context.ReportDiagnostic, message.Syntax.GetLocation(), placeholder);
            }
        }
    }

    private static void AnalyzeLogMethod(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || !method.GetAttributes().Any(one => SymbolEqualityComparer.Default.Equals(one.AttributeClass, attribute)))
            return;

        foreach (var parameter in method.Parameters)
        {
            if (SecretName.CanHold(parameter.Type) && SecretName.IsSecret(parameter.Name) && !parameter.Locations.IsEmpty)
                Report(context.ReportDiagnostic, parameter.Locations[0], parameter.Name);
        }
    }

    private static IEnumerable<IOperation> Parts(IOperation message)
    {
        switch (LogCalls.Unwrapped(message))
        {
            case { ConstantValue.HasValue: true }:
                return [];
            case IInterpolatedStringOperation text:
                return text.Parts.OfType<IInterpolationOperation>().Select(part => LogCalls.Unwrapped(part.Expression));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Parts(sum.LeftOperand).Concat(Parts(sum.RightOperand));
            case IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String } } built:
                return built.Arguments.SelectMany(argument => argument.Value is IArrayCreationOperation { Initializer: { } values }
                    ? values.ElementValues.Select(LogCalls.Unwrapped)
                    : [LogCalls.Unwrapped(argument.Value)]);
            case var value:
                return [value];
        }
    }

    // A call made something else of a secret: a mask, a hash.
    private static bool IsDerived(IOperation value) => value is IInvocationOperation;

    private static void Report(Action<Diagnostic> report, Location location, string name) =>
        report(Diagnostic.Create(Rules.SecretLogged, location, name));
}
