using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Sources;

/// <summary>Puts one source of the store into a configuration.</summary>
internal sealed class SourceConfigurationSource(SourceStore store, int index, string name) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SourceProvider(store, index, name);
}
