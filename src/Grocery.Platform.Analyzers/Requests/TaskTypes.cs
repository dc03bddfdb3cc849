using Microsoft.CodeAnalysis;

namespace Grocery.Platform.Analyzers.Requests;

/// <summary>The types of tasks in a compilation.</summary>
internal sealed class TaskTypes(Compilation compilation)
{
    private readonly INamedTypeSymbol? _task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
    private readonly INamedTypeSymbol? _taskOfResult = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
    private readonly INamedTypeSymbol? _valueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");
    private readonly INamedTypeSymbol? _valueTaskOfResult = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");

    public INamedTypeSymbol? CancellationToken { get; } = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");

    public bool IsTask(ITypeSymbol? type)
    {
        var definition = type?.OriginalDefinition;
        return Is(definition, _task) || Is(definition, _taskOfResult) || Is(definition, _valueTask) || Is(definition, _valueTaskOfResult);
    }

    public bool IsTaskOfResult(ITypeSymbol? type) => Is(type?.OriginalDefinition, _taskOfResult) || Is(type?.OriginalDefinition, _valueTaskOfResult);

    public ITypeSymbol? ResultOf(ITypeSymbol type) => IsTaskOfResult(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : null;

    public bool IsToken(ITypeSymbol? type) => Is(type, CancellationToken);

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) => known is not null && SymbolEqualityComparer.Default.Equals(type, known);
}
