using System.Collections.Immutable;
using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Cancellation;

/// <summary>The token that the function around a call was given.</summary>
internal static class TokenAtHand
{
    /// <summary>Gets the code of the token; <see langword="null"/> when there is none, when there are two to choose from, or in what cleans up.</summary>
    public static string? Of(IOperation call, ISymbol member, ServiceCode code)
    {
        for (var (inner, outer) = (call, call.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                // After a failure or a cancellation, what is left to do has to be done.
                case ICatchClauseOperation:
                case ITryOperation attempt when attempt.Finally == inner:
                    return null;

                // A nested function may run when the one around it is long over.
                case IAnonymousFunctionOperation lambda:
                    return Of(lambda.Symbol.Parameters, code);
                case ILocalFunctionOperation local:
                    return Of(local.Symbol.Parameters, code);
            }
        }

        return member is IMethodSymbol method ? Of(method.Parameters, code) : null;
    }

    private static string? Of(ImmutableArray<IParameterSymbol> parameters, ServiceCode code)
    {
        string? found = null;
        string? context = null;
        foreach (var parameter in parameters)
        {
            if (parameter.Name == "_")
                continue;

            if (code.Tasks.IsToken(parameter.Type))
            {
                if (found is not null)
                    return null;
                found = parameter.Name;
            }
            else if (code.HttpContext is { } known && SymbolEqualityComparer.Default.Equals(parameter.Type, known))
            {
                context = parameter.Name + ".RequestAborted";
            }
        }

        return found ?? context;
    }
}
