using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Blocking;

/// <summary>Judges whether a task is still running where its result is read; in doubt it is not.</summary>
internal static class TaskWait
{
    /// <summary>Gets the task of <c>task.ConfigureAwait(false)</c>, otherwise the operation itself.</summary>
    public static IOperation Configured(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } ? task : operation;

    /// <summary>Says whether a task has ended, as far as the body shows: it was awaited, or asked whether it has, or nothing is known of it.</summary>
    public static bool IsOver(IOperation task)
    {
        task = Unwrapped(task);
        switch (task)
        {
            case IInvocationOperation call:
                return call.TargetMethod.Name is "FromResult" or "FromException" or "FromCanceled";
            case ILocalReferenceOperation local:
                return IsObserved(local.Local, task);
            case IParameterReferenceOperation parameter:
                return parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } || IsObserved(parameter.Parameter, task);
            case IFieldReferenceOperation field:
                return IsObserved(field.Field, task);
            case IPropertyReferenceOperation { Arguments.Length: 0 } property:
                return property.Property.Name == "CompletedTask" || IsObserved(property.Property, task);
            default:
                return true;
        }
    }

    private static IOperation Unwrapped(IOperation task)
    {
        while (true)
        {
            switch (task)
            {
                case IConversionOperation conversion:
                    task = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    task = parenthesized.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "AsTask" or "Preserve" or "ConfigureAwait", Instance: { } instance }:
                    task = instance;
                    break;
                default:
                    return task;
            }
        }
    }

    // Anywhere in the body: where exactly is for the reader to say.
    private static bool IsObserved(ISymbol task, IOperation within)
    {
        var body = within;
        while (body.Parent is { } outer)
            body = outer;

        foreach (var operation in body.Descendants())
        {
            var isObserved = operation switch
            {
                IAwaitOperation awaited => Refers(Configured(awaited.Operation), task),
                IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status", Instance: { } asked } => Refers(asked, task),
                IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WhenAny" or "WhenEach", ContainingType.Name: "Task" } } call => MayCover(call),
                _ => false,
            };
            if (isObserved)
                return true;
        }

        return false;
    }

    // WhenAll takes what it awaits in many ways: only of calls that are written out in it is known that they are no other tasks.
    private static bool MayCover(IInvocationOperation whenAll)
    {
        foreach (var argument in whenAll.Arguments)
        {
            foreach (var operation in argument.Descendants())
            {
                var isVariable = operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation;
                if (isVariable && operation.Type is { SpecialType: not SpecialType.System_String } type && (type.Name is "Task" or "ValueTask" || type.AllInterfaces.Any(one => one.Name == nameof(System.Collections.IEnumerable))))
                    return true;
            }
        }

        return false;
    }

    private static bool Refers(IOperation operation, ISymbol symbol)
    {
        var referred = Unwrapped(operation) switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => (ISymbol?)null,
        };
        return SymbolEqualityComparer.Default.Equals(referred, symbol);
    }
}
