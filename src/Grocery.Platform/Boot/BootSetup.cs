using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Boot;

/// <summary>Registers the boot report and <c>/info</c>.</summary>
internal static class BootSetup
{
    public static void AddBootReport(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(PlatformReport)))
            return;

        services.AddSingleton<PlatformReport>();
        services.AddSingleton<IHostedService, BootReport>();
        services.AddSingleton<InfoEndpoint>();
        services.AddPlatformEndpoint(static provider => new PlatformEndpoint(
            "/info", EndpointPlacement.ManagementPortIfSet, provider.GetRequiredService<InfoEndpoint>().AnswerAsync));
    }
}
