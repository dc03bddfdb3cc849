using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Logging;

/// <summary>Knows the calls of Microsoft.Extensions.Logging that take a message and its values.</summary>
internal sealed class LogCalls(Compilation compilation)
{
    private readonly INamedTypeSymbol? _extensions = compilation.GetTypeByMetadataName("Microsoft.Extensions.Logging.LoggerExtensions");

    public bool Exist => _extensions is not null;

    /// <summary>Finds the message of a log call; <see langword="null"/> when the call is none.</summary>
    public IArgumentOperation? MessageOf(IInvocationOperation call)
    {
        if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, _extensions))
            return null;

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Name: "message" or "messageFormat", Type.SpecialType: SpecialType.System_String } && argument.ArgumentKind == ArgumentKind.Explicit)
                return argument;
        }

        return null;
    }

    /// <summary>Finds the values that a log call gives to its placeholders.</summary>
    public static IEnumerable<IOperation> ValuesOf(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } values } })
                return values.ElementValues.Select(Unwrapped);

            // One value that converts to an array is taken for the array itself.
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.IsParams: true })
                return [Unwrapped(argument.Value)];
        }

        return [];
    }

    public static IOperation Unwrapped(IOperation operation)
    {
        while (operation is IConversionOperation { Operand: { } operand })
            operation = operand;

        return operation;
    }
}
