using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>What was read under one path. It asks AWS nothing: hosts build their sources again whenever one is inserted.</summary>
internal sealed class ParameterStoreSource(string path, IReadOnlyDictionary<string, string?> values) : IConfigurationSource
{
    public string Path => path;

    public IReadOnlyDictionary<string, string?> Values => values;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new ParameterStoreProvider(this);
}
