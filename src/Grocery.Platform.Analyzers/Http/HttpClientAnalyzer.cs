using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Http;

/// <summary>Finds clients that do not come from the factory.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class HttpClientAnalyzer() : ServiceAnalyzer(Rules.HttpClientByHand)
{
    protected override void Begin(CompilationStartAnalysisContext start, ServiceCode code)
    {
        var factory = start.Compilation.GetTypeByMetadataName("System.Net.Http.IHttpClientFactory");
        var client = start.Compilation.GetTypeByMetadataName("System.Net.Http.HttpClient");
        var handler = start.Compilation.GetTypeByMetadataName("System.Net.Http.HttpMessageHandler");
        if (factory is null || client is null || !ServiceCode.HasOutgoingPipeline(start.Compilation))
            return;

        start.RegisterOperationAction(
            operation =>
            {
                var creation = (IObjectCreationOperation)operation.Operation;
                if (SymbolEqualityComparer.Default.Equals(creation.Type, client)
                    && !HasChosenConnections(creation, handler)
                    && !code.IsEntryPointItself(creation, operation.ContainingSymbol)
                    && !ServiceCode.IsA(operation.ContainingSymbol.ContainingType, factory))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.HttpClientByHand, creation.Syntax.GetLocation()));
                }
            },
            OperationKind.ObjectCreation);
    }

    // A handler that comes from elsewhere, as from IHttpMessageHandlerFactory, or one that is made once for all.
    private static bool HasChosenConnections(IObjectCreationOperation creation, INamedTypeSymbol? handler)
    {
        if (creation.Arguments.Length == 0 || !ServiceCode.IsA(creation.Arguments[0].Parameter?.Type, handler))
            return false;

        var isMadeHere = creation.Arguments[0].Value is IObjectCreationOperation or IConversionOperation { Operand: IObjectCreationOperation };
        return !isMadeHere || IsStatic(creation);
    }

    private static bool IsStatic(IOperation creation)
    {
        var outer = creation.Parent;
        while (outer is IConversionOperation)
            outer = outer.Parent;

        return outer switch
        {
            IFieldInitializerOperation field => field.InitializedFields.All(one => one.IsStatic),
            IPropertyInitializerOperation property => property.InitializedProperties.All(one => one.IsStatic),
            _ => false,
        };
    }
}
