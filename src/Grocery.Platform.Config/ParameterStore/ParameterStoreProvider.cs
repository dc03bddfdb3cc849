using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>The configuration that was read under one path.</summary>
internal sealed class ParameterStoreProvider(ParameterStoreSource source) : ConfigurationProvider
{
    public override void Load() => Data = new Dictionary<string, string?>(source.Values, StringComparer.OrdinalIgnoreCase);

    // Messages about a bad value say by it where to mend the value.
    public override string ToString() => $"the Parameter Store path {source.Path}";
}
