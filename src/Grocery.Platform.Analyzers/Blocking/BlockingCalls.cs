using System.Collections.Immutable;
using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;

namespace Grocery.Platform.Analyzers.Blocking;

/// <summary>The calls that wait for a network or for time, other than for a task.</summary>
internal sealed class BlockingCalls(Compilation compilation)
{
    private static readonly string[] TypeNames =
    [
        "System.Data.Common.DbConnection", "System.Data.Common.DbCommand", "System.Net.Http.HttpMessageInvoker", "System.Net.Sockets.TcpClient",
        "System.Net.Sockets.Socket", "System.Net.Dns",
    ];

    private readonly INamedTypeSymbol? _thread = compilation.GetTypeByMetadataName("System.Threading.Thread");
    private readonly ImmutableArray<INamedTypeSymbol> _types =
        [.. TypeNames.Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>()];

    /// <summary>Finds the method to await in the place of one that blocks; <see langword="null"/> for one that does not.</summary>
    public IMethodSymbol? AsynchronousOf(IMethodSymbol method, ServiceCode code)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, _thread))
            return method.Name == nameof(Thread.Sleep) ? Find(compilation.GetTypeByMetadataName("System.Threading.Tasks.Task"), nameof(Task.Delay), method, code) : null;

        return method.Name.EndsWith("Async", StringComparison.Ordinal) || !IsNetwork(method.ContainingType)
            ? null
            : Find(method.ContainingType, method.Name + "Async", method, code);
    }

    // The one that takes a token too, if there is one.
    private static IMethodSymbol? Find(INamedTypeSymbol? type, string name, IMethodSymbol method, ServiceCode code)
    {
        IMethodSymbol? found = null;
        for (; type is not null && found is null; type = type.BaseType)
        {
            foreach (var candidate in type.GetMembers(name))
            {
                if (candidate is IMethodSymbol other && StartsAs(other, method) && code.Tasks.IsTask(other.ReturnType))
                {
                    var count = other.Parameters.Length;
                    if (count == method.Parameters.Length + 1 && code.Tasks.IsToken(other.Parameters[count - 1].Type))
                        return other;
                    if (count == method.Parameters.Length)
                        found = other;
                }
            }
        }

        return found;
    }

    private static bool StartsAs(IMethodSymbol other, IMethodSymbol method)
    {
        if (other.Parameters.Length < method.Parameters.Length)
            return false;

        for (var at = 0; at < method.Parameters.Length; at++)
        {
            if (!SymbolEqualityComparer.Default.Equals(other.Parameters[at].Type, method.Parameters[at].Type))
                return false;
        }

        return true;
    }

    private bool IsNetwork(INamedTypeSymbol type)
    {
        foreach (var one in _types)
        {
            if (ServiceCode.IsA(type, one))
                return true;
        }

        return false;
    }
}
