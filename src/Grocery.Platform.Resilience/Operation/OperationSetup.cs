using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Operation;

/// <summary>Registers <c>/resilience</c>.</summary>
internal static class OperationSetup
{
    public static void AddOperation(this IServiceCollection services)
    {
        services.TryAddSingleton<ResilienceEndpoint>();
        services.AddPlatformEndpoint(CreateEndpoint);
    }

    private static PlatformEndpoint CreateEndpoint(IServiceProvider services) => new(
        "/resilience",
        EndpointPlacement.ManagementPortIfSet,
        services.GetRequiredService<ResilienceEndpoint>().AnswerAsync)
    {
        Enabled = services.GetRequiredService<IOptions<ResilienceOptions>>().Value.Enabled,
        Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put],
    };
}
