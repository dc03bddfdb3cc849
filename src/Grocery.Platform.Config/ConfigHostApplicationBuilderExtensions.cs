using Grocery.Platform.Config;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Binding;
using Grocery.Platform.Config.Flags;
using Grocery.Platform.Config.ParameterStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform;

/// <summary>Adds configuration from AWS, and feature flags.</summary>
public static class ConfigHostApplicationBuilderExtensions
{
    /// <summary>
    /// Reads <c>/{root}/{environment}/shared/</c> and <c>/{root}/{environment}/{service}/</c> from Parameter Store when
    /// <c>Platform:Config:ParameterStore:Enabled</c> is set, over the settings files and under user secrets, environment
    /// variables and the command line; and adds feature flags unless <c>Platform:Flags:Enabled</c> is <c>false</c>.
    /// Blocks until the parameters are read, at most <c>Platform:Config:StartupDeadline</c>. Calling twice equals calling once.
    /// </summary>
    /// <typeparam name="TBuilder">The type of the host builder.</typeparam>
    /// <param name="builder">The host builder to add to; what it has in its configuration by now decides.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="PlatformConfigurationException">The parameters are required and could not be read, or there are none; the
    /// exception lists each path with AWS's answer and the fix.</exception>
    public static TBuilder AddPlatformConfig<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder => builder.AddPlatformConfig(AwsConnection.FromEnvironment);

    internal static TBuilder AddPlatformConfig<TBuilder>(this TBuilder builder, AwsConnection connection)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (builder.Services.Any(service => service.ServiceType == typeof(ParameterStoreState)))
            return builder;

        builder.AddServiceIdentity();
        BuildTimeOptions.Register(builder.Services);

        var options = BuildTimeOptions.Read(builder);
        var load = options is { ParameterStore.Enabled: true } ? ParameterStoreStart.Load(builder, options, connection) : null;
        builder.Services.AddSingleton(new ParameterStoreState(load));
        builder.Services.AddPlatformFeature(ParameterStoreFeature.Describe);
        builder.Services.AddPlatformHealthCheck<ConfigurationHealthCheck>(ConfigurationHealthCheck.Name, static provider =>
            provider.GetRequiredService<ParameterStoreState>().Load is not null
            || provider.GetRequiredService<IOptions<ParameterStoreOptions>>().Value.Enabled);

        // Read again: the switch may stand in a parameter.
        var areFlagsOn = BuildTimeOptions.Read(builder) is { Flags.Enabled: true };
        if (areFlagsOn)
            FeatureFlags.Add(builder.Services);

        builder.Services.AddPlatformFeature(services => FeatureFlags.Describe(services, areFlagsOn));
        return builder;
    }
}
