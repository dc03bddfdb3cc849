using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Cancellation;

/// <summary>How a call that was given no token can be given one.</summary>
internal readonly struct TokenTaker(string parameter, bool mustBeNamed)
{
    public string Parameter { get; } = parameter;

    /// <summary>Gets a value indicating whether optional parameters that were left out stand before it.</summary>
    public bool MustBeNamed { get; } = mustBeNamed;

    /// <summary>Finds an optional parameter that was left out, or the overload with one parameter more; <see langword="null"/> when there is neither.</summary>
    public static TokenTaker? Of(IInvocationOperation call, ServiceCode code)
    {
        var explicitly = 0;
        IArgumentOperation? left = null;
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                if (code.Tasks.IsToken(argument.Value.Type) || code.Tasks.IsToken(argument.Parameter?.Type))
                    return null;
                explicitly++;
            }
            else if (code.Tasks.IsToken(argument.Parameter?.Type))
            {
                left = argument;
            }
        }

        if (left?.Parameter is { } parameter)
            return new TokenTaker(parameter.Name, parameter.Ordinal != explicitly);

        return Overload(call.TargetMethod, call.SemanticModel!, call.Syntax.SpanStart, code) is { } overload && explicitly == call.TargetMethod.Parameters.Length
            ? new TokenTaker(overload.Parameters[overload.Parameters.Length - 1].Name, false)
            : null;
    }

    private static IMethodSymbol? Overload(IMethodSymbol method, SemanticModel model, int position, ServiceCode code)
    {
        var definition = method.OriginalDefinition;
        foreach (var candidate in definition.ContainingType.GetMembers(definition.Name))
        {
            if (candidate is IMethodSymbol other && IsSameWithToken(definition, other, code) && model.IsAccessible(position, other) && !IsObsolete(other))
                return other;
        }

        return null;
    }

    private static bool IsSameWithToken(IMethodSymbol method, IMethodSymbol other, ServiceCode code)
    {
        var count = method.Parameters.Length;
        if (other.Parameters.Length != count + 1 || other.IsStatic != method.IsStatic || other.Arity != method.Arity
            || !code.Tasks.IsToken(other.Parameters[count].Type) || other.ReturnType.MetadataName != method.ReturnType.MetadataName)
        {
            return false;
        }

        for (var at = 0; at < count; at++)
        {
            var (own, its) = (method.Parameters[at], other.Parameters[at]);
            if (own.IsParams || !(SymbolEqualityComparer.Default.Equals(own.Type, its.Type) || AreSameTypeParameter(own.Type, its.Type)))
                return false;
        }

        return true;
    }

    private static bool AreSameTypeParameter(ITypeSymbol one, ITypeSymbol other) =>
        one is ITypeParameterSymbol own && other is ITypeParameterSymbol its && own.Ordinal == its.Ordinal && own.TypeParameterKind == its.TypeParameterKind;

    private static bool IsObsolete(IMethodSymbol method) => method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(ObsoleteAttribute));
}
