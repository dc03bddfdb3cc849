using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Routing;

/// <summary>Registers middleware that runs right behind routing.</summary>
internal static class RoutedMiddlewareSetup
{
    /// <summary>
    /// Adds middleware that sees the endpoint of a request, without a line in the service's own <c>Program.cs</c>; what is
    /// registered first runs first. It is created more than once in a service that calls <c>UseRouting</c> itself, so it must keep
    /// its state in services. When an error page is executed in the place of a request, it does not run again.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="add">Adds the middleware; it may look at <see cref="IApplicationBuilder.ApplicationServices"/> and add none.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddRoutedMiddleware(this IServiceCollection services, Action<IApplicationBuilder> add)
    {
        services.AddSingleton(new RoutedMiddleware(add));
        services.TryAddSingleton<HealthRequests>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResilienceOptions>, HealthPathsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, RoutedMiddlewareStartupFilter>());
        return services;
    }
}
