using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Requests;

/// <summary>Registers the request middleware.</summary>
internal static class RequestSetup
{
    public static void AddRequestTelemetry(this IServiceCollection services)
    {
        // Outside everything of the service, so that it sees the final status; inside the platform's endpoints, which stay silent.
        var position = 0;
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].ServiceType == typeof(IStartupFilter) && services[i].ImplementationType?.Assembly == typeof(PlatformEndpoint).Assembly)
                position = i + 1;
        }

        services.Insert(position, ServiceDescriptor.Singleton<IStartupFilter, RequestStartupFilter>());
        services.AddPlatformFeature(
            "request-line",
            $"{RequestOptions.Section}:{nameof(RequestOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<RequestOptions>>().Value.Enabled);
        services.AddPlatformFeature(
            "kept-traces",
            $"{KeepOptions.Section}:{nameof(KeepOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<KeepOptions>>().Value.Enabled);
    }
}
