using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Definitions;

/// <summary>Reads definitions by Microsoft's own reader, one by one, so that a bad one does not hide the others.</summary>
internal sealed class DefinitionReader(IOptions<ConfigurationFeatureDefinitionProviderOptions> options)
{
    public bool IsMerged => options.Value.CustomConfigurationMergingEnabled;

    /// <summary>Reads each definition, or says why it cannot be read.</summary>
    public IEnumerable<(string Name, FeatureDefinition? Definition, Exception? Problem)> Read(FrozenFlags flags)
    {
        using var provider = new ConfigurationFeatureDefinitionProvider(flags.Root, options.Value);
        foreach (var name in flags.Names)
            yield return Read(provider, name);
    }

    private static (string Name, FeatureDefinition? Definition, Exception? Problem) Read(ConfigurationFeatureDefinitionProvider provider, string name)
    {
        try
        {
            var task = provider.GetFeatureDefinitionAsync(name);
            return task is { IsCompletedSuccessfully: true, Result: { } definition }
                ? (definition.Name, definition, null)
                : (name, null, task.Exception?.InnerException ?? new InvalidDataException("it was not found"));
        }
        catch (Exception exception)
        {
            return (name, null, exception);
        }
    }
}
