using Grocery.Platform.Binding;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform;

/// <summary>Finds where configuration values came from.</summary>
public static class ConfigurationOriginExtensions
{
    /// <summary>Finds the source that set the value of a key, so that a message can say where to mend it.</summary>
    /// <param name="configuration">The configuration to look in.</param>
    /// <param name="key">The key; case does not matter.</param>
    /// <returns>
    /// Such as <c>appsettings.json</c>, <c>the environment variable Orders__Limit</c> or <c>the code of the service</c>; <see langword="null"/> when nothing set the key or the
    /// configuration does not tell.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static string? FindOrigin(this IConfiguration configuration, string key)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(key);

        return configuration.FindProvider(key) is { } provider ? Describe(provider, key) : null;
    }

    /// <summary>Finds the provider that set the value of a key, also one of a configuration within.</summary>
    /// <param name="configuration">The configuration to look in.</param>
    /// <param name="key">The key; case does not matter.</param>
    /// <returns><see langword="null"/> when nothing set the key or the configuration does not tell.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IConfigurationProvider? FindProvider(this IConfiguration configuration, string key)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(key);

        if (configuration is not IConfigurationRoot root)
            return null;

        var provider = root.Providers.LastOrDefault(provider => provider.TryGet(key, out _));
        return provider is ChainedConfigurationProvider chained ? chained.Configuration.FindProvider(key) ?? provider : provider;
    }

    private static string Describe(IConfigurationProvider provider, string key) => provider switch
    {
        FileConfigurationProvider file => file.Source.Path ?? "a configuration file",
        IConfigurationOrigin origin => origin.FindOrigin(key) ?? provider.ToString()!,
        ChainedConfigurationProvider => "the host configuration",
        _ => provider.GetType().Name switch
        {
            "EnvironmentVariablesConfigurationProvider" =>
                VariableName.Find(provider, key) is { } variable ? $"the environment variable {variable}" : "the code of the service",
            "CommandLineConfigurationProvider" => $"the command line argument --{key}",
            "MemoryConfigurationProvider" => "the in-memory configuration",
            _ => provider.ToString() ?? provider.GetType().Name,
        },
    };
}
