using Grocery.Platform.Boot;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform;

/// <summary>The one line.</summary>
public static class GroceryPlatformHostApplicationBuilderExtensions
{
    /// <summary>
    /// Makes the service ready for production: traces, metrics and JSON logs, configuration from AWS when it is switched on, feature
    /// flags, probes, and outgoing calls that time out, retry and break. Endpoints and middleware come by themselves. At start one
    /// log line, the boot report, says what is on, what is off, and which configuration key decided. Calling twice equals calling once.
    /// </summary>
    /// <typeparam name="TBuilder">The type of the host builder.</typeparam>
    /// <param name="builder">The host builder to add to.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <remarks>
    /// Invalid options stop the start with one <see cref="PlatformConfigurationException"/> that lists every problem. It comes
    /// from building or starting the host, because configuration may still be added after this call.
    /// </remarks>
    public static TBuilder AddGroceryPlatform<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddServiceIdentity();

        // First, because everything after it may be configured by what it loads.
        builder.AddPlatformConfig();
        builder.AddPlatformObservability();
        builder.AddPlatformHealth();
        builder.AddPlatformResilience();
        builder.Services.AddBootReport();
        return builder;
    }
}
