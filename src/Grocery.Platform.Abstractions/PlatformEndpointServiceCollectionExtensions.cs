using Grocery.Platform.Endpoints;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform;

/// <summary>Adds endpoints that need no line in the service's own <c>Program.cs</c>.</summary>
public static class PlatformEndpointServiceCollectionExtensions
{
    /// <summary>Adds an endpoint, and opens the management port when <c>Platform:Management:Port</c> is set.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="create">Creates the endpoint once the service is built. Of two with one path the first registered wins.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddPlatformEndpoint(this IServiceCollection services, Func<IServiceProvider, PlatformEndpoint> create)
    {
        ArgumentNullException.ThrowIfNull(create);

        return services.AddPlatformEndpoints(provider => [create(provider)]);
    }

    /// <summary>Like <see cref="AddPlatformEndpoint"/>, for endpoints whose number depends on the configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="create">Creates the endpoints once the service is built. Of two with one path the first registered wins.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddPlatformEndpoints(
        this IServiceCollection services, Func<IServiceProvider, IEnumerable<PlatformEndpoint>> create)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(create);

        services.AddSingleton(new EndpointSource(create));

        if (services.Any(service => service.ServiceType == typeof(EndpointTable)))
            return services;

        services.AddPlatformOptions<ManagementOptions>(ManagementOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<EndpointTable>();
        services.AddSingleton<ManagementAccess>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<KestrelServerOptions>, ManagementEndpointSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ManagementPortCheck>());

        // The outermost filter: host filtering and forwarded headers must not stand between an orchestrator and a probe.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, EndpointStartupFilter>());
        return services;
    }
}
