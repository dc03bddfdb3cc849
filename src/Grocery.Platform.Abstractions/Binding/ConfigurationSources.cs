using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding;

/// <summary>Finds the source that set a key, so that a message can say where to mend it.</summary>
internal static class ConfigurationSources
{
    public static string? Find(IConfiguration configuration, string key)
    {
        if (configuration is not IConfigurationRoot root)
            return null;

        foreach (var provider in root.Providers.Reverse())
        {
            if (provider.TryGet(key, out _))
                return Describe(provider, key);
        }

        return null;
    }

    private static string Describe(IConfigurationProvider provider, string key) => provider switch
    {
        FileConfigurationProvider file => file.Source.Path ?? "a configuration file",
        ChainedConfigurationProvider chained => Find(chained.Configuration, key) ?? "the host configuration",
        _ => provider.GetType().Name switch
        {
            "EnvironmentVariablesConfigurationProvider" =>
                $"the environment variable {key.Replace(":", "__", StringComparison.Ordinal)}",
            "CommandLineConfigurationProvider" => $"the command line argument --{key}",
            "MemoryConfigurationProvider" => "the in-memory configuration",
            _ => provider.ToString() ?? provider.GetType().Name,
        },
    };
}
