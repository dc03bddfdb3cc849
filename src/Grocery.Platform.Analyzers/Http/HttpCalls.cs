using Grocery.Platform.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Http;

/// <summary>Knows the calls that send an HTTP request, and those that pause.</summary>
internal sealed class HttpCalls(Compilation compilation)
{
    private static readonly string[] Verbs = ["Send", "Get", "Post", "Put", "Patch", "Delete"];

    private readonly INamedTypeSymbol? _invoker = compilation.GetTypeByMetadataName("System.Net.Http.HttpMessageInvoker");
    private readonly INamedTypeSymbol? _handler = compilation.GetTypeByMetadataName("System.Net.Http.HttpMessageHandler");

    public bool Exist => _invoker is not null;

    public bool IsCall(IOperation operation) =>
        operation is IInvocationOperation call
        && Array.Exists(Verbs, verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal))
        && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } target
        && (ServiceCode.IsA(target.Type, _invoker) || (ServiceCode.IsA(target.Type, _handler) && call.TargetMethod.Name.StartsWith("Send", StringComparison.Ordinal)));

    // By name: the test doubles and clocks of a team wait by methods of the same names.
    public static bool IsPause(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "Delay" or "Sleep" };
}
