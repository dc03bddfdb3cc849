using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Config.Flags.Definitions;

/// <summary>Reads one source by itself without loading it again.</summary>
internal sealed class Detached(IConfigurationProvider provider) : IConfigurationProvider
{
    public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) => provider.GetChildKeys(earlierKeys, parentPath);

    public IChangeToken GetReloadToken() => provider.GetReloadToken();

    public void Load()
    {
    }

    public void Set(string key, string? value) => provider.Set(key, value);

    public bool TryGet(string key, out string? value) => provider.TryGet(key, out value);
}
