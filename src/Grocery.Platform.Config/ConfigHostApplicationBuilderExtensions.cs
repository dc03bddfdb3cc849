using Grocery.Platform.Config;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Binding;
using Grocery.Platform.Config.Effective;
using Grocery.Platform.Config.Flags;
using Grocery.Platform.Config.Postgres;
using Grocery.Platform.Config.Refresh;
using Grocery.Platform.Config.SecretsManager;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform;

/// <summary>Adds configuration from AWS, and feature flags.</summary>
public static class ConfigHostApplicationBuilderExtensions
{
    /// <summary>
    /// Reads the sources of configuration and secrets that are on (<c>Platform:Config:ParameterStore</c>, <c>AppConfig</c>,
    /// <c>SecretsManager</c>, or a local file in their place), over the settings files and under user secrets, environment variables and the
    /// command line, and then again and again; and adds feature flags unless <c>Platform:Flags:Enabled</c> is <c>false</c>.
    /// Blocks until the sources are read, at most <c>Platform:Config:StartupDeadline</c>. Calling twice equals calling once.
    /// </summary>
    /// <typeparam name="TBuilder">The type of the host builder.</typeparam>
    /// <param name="builder">The host builder to add to; what it has in its configuration by now decides.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="PlatformConfigurationException">A source that the service must not start without could not be read, or has nothing; the
    /// exception lists each with AWS's answer and the fix.</exception>
    public static TBuilder AddPlatformConfig<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder => builder.AddPlatformConfig(connection: null);

    /// <summary>Does the same with a connection in place of the one that the configuration gives.</summary>
    internal static TBuilder AddPlatformConfig<TBuilder>(this TBuilder builder, AwsConnection? connection)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (builder.Services.Any(service => service.ServiceType == typeof(SourceSet)))
            return builder;

        builder.AddServiceIdentity();
        BuildTimeOptions.Register(builder.Services);

        var options = BuildTimeOptions.HasSources(builder.Configuration) ? BuildTimeOptions.Read(builder) : null;
        var sources = SourceStart.Load(builder, options, connection ?? AwsConnection.Of(builder.Configuration));

        // By a factory, so that the host disposes of it.
        builder.Services.AddSingleton(_ => sources);
        builder.Services.AddRefresh();
        builder.Services.AddPostgresOptions();
        builder.Services.AddSecretStages();
        builder.Services.AddEffectiveConfiguration();
        foreach (var feature in SourceSwitch.Features)
            builder.Services.AddPlatformFeature(services => SourceFeature.Describe(services, feature));

        // Asked after the sources are read: the switch may stand in a parameter.
        var areFlagsOn = BuildTimeOptions.IsOn(builder.Configuration, FlagsOptions.Section) ?? true;
        if (areFlagsOn)
            builder.Services.AddFeatureFlags();

        builder.Services.AddPlatformFeature(services => FeatureFlags.Describe(services, areFlagsOn));
        return builder;
    }
}
