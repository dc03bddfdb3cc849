using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Grocery.Platform.Analyzers.Requests;

/// <summary>Looks at the code of a service that was written by hand; at no other compilation.</summary>
internal abstract class ServiceAnalyzer : DiagnosticAnalyzer
{
    protected ServiceAnalyzer(params ImmutableArray<DiagnosticDescriptor> rules) => SupportedDiagnostics = rules;

    /// <inheritdoc />
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (ServiceCode.Of(start.Compilation) is { } code)
                Begin(start, code);
        });
    }

    protected abstract void Begin(CompilationStartAnalysisContext start, ServiceCode code);
}
