using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Effective;

/// <summary>Registers <c>/config</c>.</summary>
internal static class EffectiveSetup
{
    public static void AddEffectiveConfiguration(this IServiceCollection services)
    {
        services.AddSingleton<ConfigurationEndpoint>();
        services.AddPlatformEndpoint(static provider => new PlatformEndpoint(
            "/config", EndpointPlacement.ManagementPortIfSet, provider.GetRequiredService<ConfigurationEndpoint>().AnswerAsync)
        {
            Enabled = provider.GetRequiredService<IOptions<ConfigOptions>>().Value.EndpointEnabled,
            Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put],
        });
    }
}
