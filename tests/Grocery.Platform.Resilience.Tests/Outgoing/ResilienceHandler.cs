namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Stands for the handler of that name in the package Microsoft.Extensions.Http.Resilience.</summary>
internal sealed class ResilienceHandler : DelegatingHandler;
