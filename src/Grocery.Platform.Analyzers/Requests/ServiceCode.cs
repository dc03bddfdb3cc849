using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Requests;

/// <summary>Tells what code of a compilation answers requests, by the types and delegates through which the framework calls it.</summary>
internal sealed class ServiceCode
{
    private static readonly string[] TestAttributes =
        ["Xunit.FactAttribute", "NUnit.Framework.TestAttribute", "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute", "TUnit.Core.TestAttribute"];

    private static readonly string[] RequestTypeNames =
    [
        "Microsoft.AspNetCore.Mvc.ControllerBase", "Microsoft.AspNetCore.Http.IMiddleware", "Microsoft.AspNetCore.Http.IEndpointFilter",
        "Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata", "Microsoft.AspNetCore.Diagnostics.IExceptionHandler",
        "Microsoft.AspNetCore.SignalR.Hub", "Microsoft.AspNetCore.Mvc.RazorPages.PageModel",
    ];

    private static readonly string[] ContextTypeNames =
        ["Microsoft.AspNetCore.Http.HttpContext", "Microsoft.AspNetCore.Http.EndpointFilterInvocationContext", "Grpc.Core.ServerCallContext"];

    private static readonly string[] WorkerTypeNames =
        ["Microsoft.Extensions.Hosting.IHostedService", "System.Net.Http.HttpMessageHandler"];

    private readonly ImmutableArray<INamedTypeSymbol> _requestTypes;
    private readonly ImmutableArray<INamedTypeSymbol> _workerTypes;
    private readonly INamedTypeSymbol? _healthCheck;
    private readonly ImmutableArray<INamedTypeSymbol> _contextTypes;
    private readonly INamedTypeSymbol? _result;
    private readonly INamedTypeSymbol? _requestDelegate;
    private readonly Compilation _compilation;

    private ServiceCode(Compilation compilation)
    {
        _compilation = compilation;
        _requestTypes = Find(compilation, RequestTypeNames);
        _workerTypes = Find(compilation, WorkerTypeNames);
        _healthCheck = compilation.GetTypeByMetadataName("Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck");
        HttpContext = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.HttpContext");
        _contextTypes = Find(compilation, ContextTypeNames);
        _result = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.IResult");
        _requestDelegate = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.RequestDelegate");
        Tasks = new TaskTypes(compilation);
    }

    public TaskTypes Tasks { get; }

    /// <summary>Gets the type of a request's context; <see langword="null"/> when the compilation has no ASP.NET Core.</summary>
    public INamedTypeSymbol? HttpContext { get; }

    /// <summary>Reads a compilation; <see langword="null"/> for one of tests, which are left alone.</summary>
    public static ServiceCode? Of(Compilation compilation) =>
        Array.Exists(TestAttributes, name => compilation.GetTypeByMetadataName(name) is not null) ? null : new ServiceCode(compilation);

    /// <summary>Says whether the clients of the factory go through the platform's outgoing pipeline; of a tool they do not.</summary>
    public static bool HasOutgoingPipeline(Compilation compilation) =>
        compilation.ReferencedAssemblyNames.Any(one => one.Name == "Grocery.Platform.Resilience");

    /// <summary>Says where an operation stands.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="member">The member that holds it, as the analysis context gives it.</param>
    public Place PlaceOf(IOperation operation, ISymbol member)
    {
        if (member.ContainingType is { } type && member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } && IsA(type, _healthCheck))
            return Place.HealthCheck;

        var innermost = true;
        var async = false;
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            var function = outer switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is null)
                continue;
            if (outer is IAnonymousFunctionOperation anonymous && PlaceOfLambda(anonymous) is var known and not Place.Elsewhere)
                return known;
            if (HasRequestSignature(function))
                return Place.Request;

            async |= innermost && function.IsAsync;
            innermost = false;
        }

        var place = member is IMethodSymbol method ? PlaceOf(method, innermost) : Place.Elsewhere;
        return place == Place.Elsewhere && async ? Place.AsyncCode : place;
    }

    /// <summary>Says whether an operation runs once, as the program starts: in its entry point, and in no function within.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="member">The member that holds it, as the analysis context gives it.</param>
    public bool IsEntryPointItself(IOperation operation, ISymbol member)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return member is IMethodSymbol method && IsEntryPoint(method);
    }

    private Place PlaceOf(IMethodSymbol method, bool innermost)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) || IsEntryPoint(method))
            return Place.Elsewhere;
        if (HasRequestSignature(method))
            return Place.Request;

        var returnsTask = Tasks.IsTask(method.ReturnType);
        if (IsOneOf(method.ContainingType, _requestTypes) && (returnsTask || method.DeclaredAccessibility == Accessibility.Public) && !IsDispose(method))
            return Place.Request;
        if (IsOneOf(method.ContainingType, _workerTypes) && returnsTask)
            return Place.Worker;

        return innermost && method.IsAsync ? Place.AsyncCode : Place.Elsewhere;
    }

    // A lambda given to MapGet, Use, Run, AddEndpointFilter and the like, or to AddCheck.
    private Place PlaceOfLambda(IAnonymousFunctionOperation lambda)
    {
        var at = lambda.Parent;
        while (at is IDelegateCreationOperation or IConversionOperation)
            at = at.Parent;
        if (at is not IArgumentOperation { Parent: IInvocationOperation call, Parameter.Type: { } delegateType })
            return Place.Elsewhere;
        if (call.TargetMethod.ContainingType.Name == "HealthChecksBuilderDelegateExtensions")
            return Place.HealthCheck;

        var isEndpoint = delegateType.SpecialType == SpecialType.System_Delegate || SymbolEqualityComparer.Default.Equals(delegateType, _requestDelegate);
        return isEndpoint && IsOfAspNetCore(call.TargetMethod.ContainingType) ? Place.Request : Place.Elsewhere;
    }

    private bool HasRequestSignature(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (IsOneOf(parameter.Type, _contextTypes))
                return true;
        }

        var returned = Tasks.ResultOf(method.ReturnType) ?? method.ReturnType;
        return method.MethodKind != MethodKind.AnonymousFunction && _result is not null && IsA(returned, _result);
    }

    private bool IsEntryPoint(IMethodSymbol method) =>
        method.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName
        || (method.IsStatic && method.Name == WellKnownMemberNames.EntryPointMethodName
            && SymbolEqualityComparer.Default.Equals(_compilation.GetEntryPoint(CancellationToken.None), method));

    /// <summary>Says whether a type is that of the framework of requests itself.</summary>
    public static bool IsOfAspNetCore(INamedTypeSymbol? type) =>
        type?.ContainingNamespace is { IsGlobalNamespace: false } space && space.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);

    public static bool IsA(ITypeSymbol? type, INamedTypeSymbol? known)
    {
        if (known is null || type is null)
            return false;
        if (known.TypeKind == TypeKind.Interface)
            return SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known) || type.AllInterfaces.Any(one => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, known));

        for (var at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, known))
                return true;
        }

        return false;
    }

    private static bool IsOneOf(ITypeSymbol type, ImmutableArray<INamedTypeSymbol> known)
    {
        foreach (var one in known)
        {
            if (IsA(type, one))
                return true;
        }

        return false;
    }

    private static bool IsDispose(IMethodSymbol method) => method.Name == nameof(IDisposable.Dispose);

    private static ImmutableArray<INamedTypeSymbol> Find(Compilation compilation, string[] names) =>
        [.. names.Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>()];
}
