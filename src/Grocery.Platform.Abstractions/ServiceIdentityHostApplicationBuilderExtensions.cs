using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform;

/// <summary>Registers the identity of the service.</summary>
public static class ServiceIdentityHostApplicationBuilderExtensions
{
    /// <summary>Adds <see cref="ServiceIdentity"/>, its options, and the system's <see cref="TimeProvider"/> when there is none.</summary>
    /// <typeparam name="TBuilder">The type of the host builder.</typeparam>
    /// <param name="builder">The host builder to add to. Calling twice equals calling once.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static TBuilder AddServiceIdentity<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddPlatformOptions<ServiceOptions>(ServiceOptions.Section, static (section, options) => section.Bind(options));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(services => ServiceIdentity.From(
            services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>()));
        return builder;
    }
}
